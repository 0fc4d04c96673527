#!/usr/bin/env python3
"""Reads a TensorBoard event file as TensorFlow's published formats say, one JSON object an event.

Written from the formats alone, with Python's standard library: TFRecord (tensorflow/core/lib/io/record_writer.h),
CRC-32C by long division, and the wire format of protocol buffers with the fields of event.proto, summary.proto,
tensor.proto and tensor_shape.proto.  Stops at a wrong checksum, an unknown field or a wrong wire type.
"""
import json
import struct
import sys


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        for bit in range(8):
            high = (crc & 1) ^ (byte >> bit & 1)
            crc = (crc >> 1) ^ (0x82F63B78 if high else 0)
    return crc ^ 0xFFFFFFFF


def check(data, stored):
    crc = crc32c(data)
    masked = ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF
    if masked != struct.unpack("<I", stored)[0]:
        sys.exit("a checksum is wrong")


def records(data):
    at = 0
    while at < len(data):
        check(data[at:at + 8], data[at + 8:at + 12])
        length, = struct.unpack("<Q", data[at:at + 8])
        at += 12
        check(data[at:at + length], data[at + length:at + length + 4])
        yield data[at:at + length]
        at += length + 4


def varint(data, at):
    number = shift = 0
    while True:
        number |= (data[at] & 127) << shift
        shift += 7
        at += 1
        if data[at - 1] < 128:
            return number, at


def fields(data, known):
    """Yields (name, value) of a message; known: field number -> (name, wire type)."""
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        number, wire = key >> 3, key & 7
        name, expected = known[number]
        if wire != expected:
            sys.exit(f"field {name}: wire type {wire}, expected {expected}")
        if wire == 0:
            value, at = varint(data, at)
        elif wire == 1:
            value, at = struct.unpack("<d", data[at:at + 8])[0], at + 8
        elif wire == 5:
            value, at = float(f"{struct.unpack('<f', data[at:at + 4])[0]:.9g}"), at + 4
        else:
            length, at = varint(data, at)
            value, at = data[at:at + length], at + length
        yield name, value


def value(data):
    result = {}
    known = {1: ("tag", 2), 2: ("simple_value", 5), 8: ("tensor", 2), 9: ("metadata", 2)}
    parts = dict(fields(data, known))
    result["tag"] = parts["tag"].decode()
    if "simple_value" in parts:
        result["simple_value"] = float(f"{parts['simple_value']:.7g}")
    if "metadata" in parts:
        plugin = dict(fields(parts["metadata"], {1: ("plugin_data", 2)}))["plugin_data"]
        result["plugin"] = dict(fields(plugin, {1: ("plugin_name", 2)}))["plugin_name"].decode()
    if "tensor" in parts:
        tensor = list(fields(parts["tensor"], {1: ("dtype", 0), 2: ("shape", 2), 8: ("string_val", 2)}))
        shape = dict(tensor)["shape"]
        dims = [d for _, d in fields(shape, {2: ("dim", 2)})]
        result["dtype"] = dict(tensor)["dtype"]
        result["shape"] = [dict(fields(d, {1: ("size", 0)}))["size"] for d in dims]
        result["strings"] = [text.decode() for name, text in tensor if name == "string_val"]
    return result


def event(data):
    known = {1: ("wall_time", 1), 2: ("step", 0), 3: ("file_version", 2), 5: ("summary", 2)}
    result = dict(fields(data, known))
    if "file_version" in result:
        result["file_version"] = result["file_version"].decode()
    if "summary" in result:
        result["values"] = [value(one) for _, one in fields(result.pop("summary"), {1: ("value", 2)})]
    return result


for record in records(open(sys.argv[1], "rb").read()):
    print(json.dumps(event(record)))
