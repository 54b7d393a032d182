import {
  S3Client,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
} from '@aws-sdk/client-s3';
import type { ServiceModule } from './service-module.ts';

export const s3: ServiceModule<'s3'> = {
  Client: S3Client,
  commands: {
    GetBucketLocation: GetBucketLocationCommand,
    GetObject: GetObjectCommand,
    HeadBucket: HeadBucketCommand,
    HeadObject: HeadObjectCommand,
    ListObjects: ListObjectsCommand,
    ListObjectsV2: ListObjectsV2Command,
  },
};
