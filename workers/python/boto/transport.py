"""
Calls of botocore's clients, answered by the page. Botocore checks what a call takes, and makes of what comes back what it makes of
it anywhere: only the way between is another.
"""

import http.client
import json
from io import BytesIO
from uuid import uuid4

from botocore import xform_name
from botocore.awsrequest import AWSResponse
from botocore.exceptions import BotoCoreError, ClientError, ConnectionError, NoCredentialsError
from botocore.response import StreamingBody

from _sandbank import host
from _sandbank.boto.wire import from_wire, to_wire
from _sandbank.packages import archive

_INPUT = "sandbank_input"


class AwsCallError(BotoCoreError):
    """A call that cannot be made here."""

    fmt = "{reason}"


class NotSignedInError(NoCredentialsError):
    """Nobody is signed in to AWS in the page."""

    fmt = "{reason}"


class AwsUnreachableError(ConnectionError):
    """The page could not reach AWS."""

    fmt = "{reason}"


# By the page's own codes, of calls that reached no service.
_NOT_SENT = {"NotSignedIn": NotSignedInError, "NetworkError": AwsUnreachableError, "ClockSkew": AwsCallError}


def install(events):
    events.register_last("before-parameter-build.*.*", _keep_input)
    events.register_last("before-call.*.*", _call)
    events.register_last("getattr.*.*", _refused_method)


def _keep_input(params, model, context, **kwargs):
    """The input as botocore sends it, tokens that it makes up included; it is checked after this and before the call."""
    if context.get("is_presign_request"):
        raise AwsCallError(reason=f"A presigned URL of {model.name} cannot be made here: code holds no credential to sign it with.")
    context[_INPUT] = params


def _call(model, context, **kwargs):
    if "s3_accesspoint" in context:
        raise AwsCallError(reason="S3 access points cannot be called here: name the bucket itself.")
    service = model.service_model.service_name
    answer = host.call_aws(
        service=service,
        operation=model.name,
        region=_region(context["client_region"]),
        input_json=json.dumps(to_wire(context.get(_INPUT) or {}, model.input_shape), ensure_ascii=False, allow_nan=False),
    )
    if answer.error:
        return _failure(model, json.loads(answer.error))
    parsed = from_wire(json.loads(answer.output), answer.blobs, model.output_shape)
    if model.has_streaming_output:
        body = model.output_shape.serialization["payload"]
        content = parsed.get(body, b"")
        parsed[body] = StreamingBody(BytesIO(content), len(content))
    parsed["ResponseMetadata"] = _metadata(200, parsed.pop("$metadata", {}).get("requestId"))
    return AWSResponse(None, 200, {}, None), parsed


def _region(name):
    """Services that have one region for all accounts call it so, whatever region the code named."""
    return None if name == "aws-global" else name


def _failure(model, error):
    code = error.get("code") or error["type"]
    if code in _NOT_SENT:
        raise _NOT_SENT[code](reason=error["message"])
    status = error.get("status") or (403 if error["type"] == "PolicyError" else 400)
    metadata = _metadata(status, error.get("request_id"))
    told = {"Message": error["message"], "Code": _code_on_the_wire(model, code)}
    if status == 404 and model.http.get("method") == "HEAD":
        # Such an answer has no body that could hold a code.
        told = {"Message": http.client.responses[status], "Code": str(status)}
    parsed = {"Error": told, "ResponseMetadata": metadata}
    shape = model.service_model.shape_for_error_code(told["Code"])
    members = from_wire(json.loads(error.get("details_json") or "{}"), (), shape)
    (told if shape is None else parsed).update(members)
    return AWSResponse(None, status, {}, None), parsed


def _code_on_the_wire(model, code):
    """Some services send another code than the name of the exception, by which the page knows it."""
    for shape in model.service_model.error_shapes:
        if shape.name == code:
            return shape.error_code
    return code


def _metadata(status, request_id):
    return {"RequestId": request_id or str(uuid4()), "HTTPStatusCode": status, "HTTPHeaders": {}, "RetryAttempts": 0}


def _refused_method(client, event_name, **kwargs):
    """Operations that are not in the models of this build have methods that say so."""
    service, method = client.meta.service_model.service_name, event_name.rpartition(".")[2]
    operation = next((name for name in archive.refused(service) if xform_name(name) == method), None)
    if operation is None:
        return None

    def refuse(*args, **kwargs):
        message = f"{service}:{operation} is not among the calls that code may make here: what there is only reads. Do it in AWS's console."
        raise ClientError({"Error": {"Code": "PolicyError", "Message": message}, "ResponseMetadata": _metadata(403, None)}, operation)

    refuse.__name__ = method
    return refuse
