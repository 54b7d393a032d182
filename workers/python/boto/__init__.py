"""What connects boto3 to the sandbox. It lies in boto3's archive, beside the modules that it serves."""
