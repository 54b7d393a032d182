"""
What AWS takes and answers as it crosses to the page: JSON in which a date is {"$date": text}, bytes of an input {"$bytes": base64},
bytes of an output {"$blob": index}, and an object that has a key beginning with "$" itself {"$object": pairs}.
"""

from base64 import b64encode
from datetime import datetime, timezone

from botocore.utils import parse_to_aware_datetime
from dateutil.tz import tzutc


def to_wire(value, shape):
    """A checked input of that shape; there is none where the operation takes nothing."""
    if value is None or shape is None:
        return value
    kind = shape.type_name
    if kind == "structure":
        return _object({name: to_wire(item, shape.members[name]) for name, item in value.items() if item is not None and name in shape.members})
    if kind == "list":
        return [to_wire(item, shape.member) for item in value]
    if kind == "map":
        return _object({str(key): to_wire(item, shape.value) for key, item in value.items()})
    if kind == "timestamp":
        moment = parse_to_aware_datetime(value).astimezone(timezone.utc)
        return {"$date": moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"}
    if kind == "blob":
        return {"$bytes": b64encode(_bytes(value)).decode()}
    return _scalar(value, kind)


def from_wire(value, blobs, shape=None):
    """
    An output as botocore would have parsed it. Members that the model does not know, as it is older than the service, are kept as they
    came; what was not set is left out.
    """
    if type(value) is str:
        return value
    if isinstance(value, dict):
        return _from_object(value, blobs, shape)
    if isinstance(value, list):
        member = shape.member if shape is not None and shape.type_name == "list" else None
        return [from_wire(item, blobs, member) for item in value]
    kind = shape.type_name if shape is not None else None
    if kind in ("float", "double") and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if kind in ("integer", "long") and isinstance(value, float):
        return int(value)
    return value


def _from_object(value, blobs, shape):
    if len(value) == 1:
        (mark, content), = value.items()
        if mark == "$date":
            return datetime.fromisoformat(content).replace(tzinfo=tzutc())
        if mark == "$blob":
            return blobs[content].to_bytes()
        if mark == "$object":
            value = dict(content)
    kind = shape.type_name if shape is not None else None
    if kind == "structure":
        members = shape.members
        return {name: from_wire(item, blobs, members.get(name)) for name, item in value.items() if item is not None}
    member = shape.value if kind == "map" else None
    return {name: from_wire(item, blobs, member) for name, item in value.items() if item is not None}


def _object(plain):
    return {"$object": list(plain.items())} if any(key.startswith("$") for key in plain) else plain


def _bytes(value):
    if hasattr(value, "read"):
        value = value.read()
    return value.encode() if isinstance(value, str) else bytes(value)


def _scalar(value, kind):
    if kind == "boolean":
        return bool(value)
    if kind in ("float", "double"):
        return float(value)
    return int(value) if kind in ("integer", "long") else str(value)
