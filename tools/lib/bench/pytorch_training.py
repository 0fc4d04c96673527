"""The training of `inkling bench training` in PyTorch: same network, batch, data, optimiser, no augmentation.

    /usr/bin/python3 pytorch_training.py MNIST-FOLDER THREADS SECONDS [channels-last]

Prints {"images_per_second": N, "version": "..."}.
"""
import json
import sys
import time

import numpy
import torch
from torch import nn

BATCH = 128
WARM_UP_STEPS = 10


def idx(path, header):
    with open(path, "rb") as file:
        return numpy.frombuffer(file.read(), dtype=numpy.uint8, offset=header)


def convolution(inputs, outputs):
    return [nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)]


def network():
    return nn.Sequential(
        *convolution(1, 16), *convolution(16, 16), nn.MaxPool2d(2),
        *convolution(16, 32), *convolution(32, 32), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(32 * 7 * 7, 10))


def main():
    folder, threads, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    layout = torch.channels_last if "channels-last" in sys.argv[4:] else torch.contiguous_format
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    images = torch.from_numpy(idx(folder + "/train-images-idx3-ubyte", 16).reshape(-1, 1, 28, 28) / numpy.float32(255))
    labels = torch.from_numpy(idx(folder + "/train-labels-idx1-ubyte", 8).astype(numpy.int64))
    images = images.contiguous(memory_format=layout)
    model = network().to(memory_format=layout).train()
    optimiser = torch.optim.Adam(model.parameters(), lr=1e-3, foreach=True)
    loss_of = nn.CrossEntropyLoss()

    def step(samples):
        optimiser.zero_grad(set_to_none=True)
        loss_of(model(images[samples]), labels[samples]).backward()
        optimiser.step()

    order = torch.randperm(len(labels)).split(BATCH)
    for samples in order[:WARM_UP_STEPS]:
        step(samples)
    done, start, passed = 0, time.perf_counter(), 0
    while passed < seconds:
        step(order[done % (len(order) - 1)])
        done += 1
        passed = time.perf_counter() - start
    print(json.dumps({"images_per_second": done * BATCH / passed, "version": torch.__version__}))


main()
