# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Where gnn-opt's scores and Torch-Pruning's differ, from the weights alone.

A slice is a channel's part of one dimension of a parameter. Where a layer reads a
channel in two columns, gnn-opt takes both as one slice. Torch-Pruning scores them
one by one; `max` and `prod` then write both results to one place, and keep the
last. An element in two slices, on the diagonal of a square weight, is counted
once by gnn-opt's `sum` and twice by theirs.
"""

import math


def _elements(tensors, parameter, dim, index):
    shape, values = tensors[parameter]
    if len(shape) == 1:
        return [values[index]]
    if dim == 0:
        return values[index * shape[1]:(index + 1) * shape[1]]
    return values[index::shape[1]]


def _is_twice(members):
    return any(len(set(roots)) < len(roots) for _, _, _, roots in members)


def _is_square(members):
    places = [parameter for parameter, *_ in members]
    return any(places.count(parameter) > 1 for parameter in places)


def differ(fixture, record):
    """Whether a formula, and not equality, says how the scores are related."""
    groups, reduction = fixture.peers["groups"], record["with"]["group_reduction"]
    if record["by"] == "FPGMImportance" or reduction in ("max", "prod"):
        return reduction != "first" and any(map(_is_twice, groups))
    of_weights = record["by"] == "MagnitudeImportance"
    return of_weights and reduction == "sum" and any(map(_is_square, groups))


def _numbers(record, columns, channels, together):
    """(channel, number) of each slice of one parameter's dimension."""
    p = record["with"]["p"]
    if together:
        columns = [(root, [w for other, column in columns if other == root for w in column])
                   for root in range(channels)]
    powers = [(root, [abs(w) ** p for w in column]) for root, column in columns]
    if record["by"] == "MagnitudeImportance":
        return [(root, sum(column)) for root, column in powers]
    return [(root, sum(math.dist(column, other) for _, other in powers)) for root, column in powers]


def _is_seen(record, parameter, shape):
    """Not running statistics, nor what the importance ignores."""
    if record["by"] == "FPGMImportance":
        return len(shape) == 2
    return parameter.endswith(".weight") or (parameter.endswith(".bias") and record["with"]["bias"])


def _reduce(record, slices, channels):
    reduction = record["with"]["group_reduction"]
    result = [{"prod": 1.0}.get(reduction, 0.0)] * channels
    for numbers in slices:
        before = list(result)  # theirs joins with this, whatever the order
        for root, number in numbers:
            if reduction == "sum":
                result[root] += number
            else:
                result[root] = max(before[root], number) if reduction == "max" else before[root] * number
    return result


def _diagonal(fixture, record, members):
    """|w|^p of the elements that are in two slices of one channel."""
    p, counted, again = record["with"]["p"], set(), {}
    for parameter, dim, indices, roots in members:
        shape, values = fixture.tensors[parameter]
        for index, root in zip(indices, roots):
            for other in range(shape[1 - dim] if len(shape) == 2 else 0):
                element = parameter, *((index, other) if dim == 0 else (other, index)), root
                if element in counted:
                    again[root] = again.get(root, 0.0) + abs(values[element[1] * shape[1] + element[2]]) ** p
                counted.add(element)
    return again


def explain(fixture, number, record):
    """Our scores and theirs by their formulas, in the order of their channels."""
    members = [member for member in fixture.peers["groups"][number]
               if _is_seen(record, member[0], fixture.tensors[member[0]][0])]
    channels = len(members[0][3])
    columns = [[(root, _elements(fixture.tensors, parameter, dim, index))
                for index, root in zip(indices, roots, strict=True)]
               for parameter, dim, indices, roots in members]
    ours, theirs = (_reduce(record, [_numbers(record, each, channels, together) for each in columns], channels)
                    for together in (True, False))
    if record["by"] == "MagnitudeImportance" and record["with"]["group_reduction"] == "sum":
        for root, again in _diagonal(fixture, record, members).items():
            ours[root] -= again
    return ours, theirs
