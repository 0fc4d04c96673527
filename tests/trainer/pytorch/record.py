#!/usr/bin/python3
"""Records what PyTorch computes on small cases, for the tests of the trainer to compare with.

    apt-get install --no-install-recommends python3-torch python3-numpy
    /usr/bin/python3 tests/trainer/pytorch/record.py > tests/trainer/pytorch/figures.txt

Each line is a name and numbers.  All in double precision.
"""
import torch
import torch.nn.functional as F
from torch.optim import lr_scheduler

torch.set_default_dtype(torch.float64)
torch.manual_seed(1)


def record(name, values):
    values = torch.as_tensor(values).detach().reshape(-1).tolist()
    print(name, *(f"{value:.17g}" for value in values))


# ---- optimisers: five steps of four parameters along given gradients ----

start = torch.tensor([1.0, -1.0, 0.5, 2.0])
gradients = torch.randn(5, 4) * torch.tensor([1.0, 0.1, 0.001, 10.0])
record("optimiser.start", start)
record("optimiser.gradients", gradients)


def steps_of(name, make, clip=None):
    parameter = torch.nn.Parameter(start.clone())
    optimiser = make([parameter])
    seen = []
    for gradient in gradients:
        parameter.grad = gradient.clone()
        if clip:
            torch.nn.utils.clip_grad_norm_([parameter], clip)
        optimiser.step()
        seen.append(parameter.detach().clone())
    record(name, torch.stack(seen))


steps_of("optimiser.sgd", lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, nesterov=True))
steps_of("optimiser.sgd.decay", lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.8, nesterov=True, weight_decay=0.1))
steps_of("optimiser.sgd.plain", lambda p: torch.optim.SGD(p, lr=0.05))
steps_of("optimiser.sgd.clip", lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, nesterov=True), clip=2.0)
steps_of("optimiser.adam", lambda p: torch.optim.Adam(p, lr=0.05))
steps_of("optimiser.adam.decay", lambda p: torch.optim.Adam(p, lr=0.05, betas=(0.8, 0.999), weight_decay=0.1))
steps_of("optimiser.adamw.decay", lambda p: torch.optim.AdamW(p, lr=0.05, weight_decay=0.1))

# ---- schedules: the rate of every step or epoch, from 0.1 ----


def rates_of(name, make, count, losses=None):
    optimiser = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
    schedule = make(optimiser)
    rates = []
    for step in range(count):
        rates.append(optimiser.param_groups[0]["lr"])
        optimiser.step()
        if step + 1 < count:
            schedule.step(*([] if losses is None else [losses[step]]))
    record(name, rates)


rates_of("schedule.step", lambda o: lr_scheduler.StepLR(o, step_size=2, gamma=0.3), 7)
rates_of("schedule.cosine", lambda o: lr_scheduler.CosineAnnealingLR(o, T_max=20), 20)
rates_of("schedule.one_cycle", lambda o: lr_scheduler.OneCycleLR(o, max_lr=0.1, total_steps=20), 20)
losses = [1, 0.9, 0.91, 0.9, 0.89995, 0.8, 0.85, 0.7, 0.7, 0.71, 0.7, 0.72, 0.5, 0.6]
record("schedule.plateau.losses", losses)
rates_of("schedule.plateau", lambda o: lr_scheduler.ReduceLROnPlateau(o, factor=0.3, patience=1), len(losses), losses)

# ---- moving average, with the share that is kept growing to 0.7 ----

module = torch.nn.Linear(4, 1, bias=False)
averaged = torch.optim.swa_utils.AveragedModel(
    module, avg_fn=lambda average, value, count:
    average + (1 - min(0.7, (1 + float(count)) / (10 + float(count)))) * (value - average))
values = torch.randn(30, 4)
averages = []
for value in values:
    module.weight.data[:] = value
    averaged.update_parameters(module)
    averages.append(averaged.module.weight.detach().clone())
record("average.values", values)
record("average", torch.cat(averages))

# ---- losses ----

logits = torch.randn(3, 5) * 3
labels = torch.tensor([4, 0, 2])
record("loss.logits", logits)
record("loss.labels", labels)
for smoothing in (0.0, 0.1):
    leaf = logits.clone().requires_grad_()
    loss = F.cross_entropy(leaf, labels, label_smoothing=smoothing, reduction="none")
    loss.sum().backward()
    record(f"loss.smoothing.{smoothing}", loss)
    record(f"loss.smoothing.{smoothing}.gradient", leaf.grad)

# ---- a small network in training: convolutions are stored [height, width, inputs, outputs], depthwise ones
# [height, width, channels], pictures [height, width, channels] ----


class Separable(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.a = torch.nn.Conv2d(1, 4, 3, padding=1, bias=False)
        self.a_norm = torch.nn.BatchNorm2d(4)
        self.b = torch.nn.Conv2d(4, 4, 3, padding=1, groups=4, bias=False)
        self.b_norm = torch.nn.BatchNorm2d(4)
        self.c = torch.nn.Conv2d(4, 4, 1, bias=False)
        self.c_norm = torch.nn.BatchNorm2d(4)
        self.d = torch.nn.Conv2d(4, 4, 5, padding=2, groups=4, bias=False)
        self.d_norm = torch.nn.BatchNorm2d(4)
        self.e = torch.nn.Linear(4, 3)

    def forward(self, x):
        a = F.relu(self.a_norm(self.a(x)))
        b = F.relu(self.b_norm(self.b(a)))
        x = F.relu(self.c_norm(self.c(b)) + a)
        x = F.avg_pool2d(x, 2)
        x = F.relu(self.d_norm(self.d(x)))
        return self.e(x.mean((2, 3)))

    def flat(self, of):
        """The value that `of` finds for each parameter, in the trainer's order and layout."""
        parts = []
        for name, parameter in self.named_parameters():
            value = of(parameter)
            if value.dim() == 4:
                value = value.permute(2, 3, 1, 0)
            parts.append(value.reshape(-1))
        return torch.cat(parts)


network = Separable()
for parameter in network.parameters():
    parameter.data += 0.2 * torch.randn_like(parameter)
picture = torch.randn(2, 1, 7, 6)
labels = torch.tensor([2, 0])
record("network.parameters", network.flat(lambda p: p.data))
record("network.input", picture.permute(0, 2, 3, 1))
record("network.labels", labels)
logits = network(picture)
losses = F.cross_entropy(logits, labels, reduction="none")
losses.sum().backward()
record("network.logits", logits)
record("network.losses", losses)
record("network.gradient", network.flat(lambda p: p.grad))
norms = [module for module in network.modules() if isinstance(module, torch.nn.BatchNorm2d)]
record("network.statistics", torch.cat([torch.cat([norm.running_mean, norm.running_var]) for norm in norms]))

# ---- distillation ----

student = torch.randn(3, 5) * 3
teacher = torch.randn(3, 5) * 3
labels = torch.tensor([1, 4, 0])
record("distillation.student", student)
record("distillation.teacher", teacher)
record("distillation.labels", labels)
leaf = student.clone().requires_grad_()
temperature, share = 3.0, 0.75
divergence = F.kl_div(F.log_softmax(leaf / temperature, 1), F.log_softmax(teacher / temperature, 1),
                      reduction="none", log_target=True).sum(1)
loss = ((1 - share) * F.cross_entropy(leaf, labels, label_smoothing=0.1, reduction="none")
        + share * temperature**2 * divergence)
loss.sum().backward()
record("distillation", loss)
record("distillation.gradient", leaf.grad)

# ---- weights rounded to 8 bits, per output channel, with the gradient straight through ----

weight = torch.randn(3, 8, dtype=torch.float32) * torch.tensor([[1.0], [0.01], [30.0]])
weight.requires_grad_()
rounded = torch.stack([
    torch.fake_quantize_per_tensor_affine(channel, float(channel.detach().abs().max()) / 127, 0, -127, 127)
    for channel in weight
])  # by channel: Debian's fake_quantize_per_channel_affine stops at an internal assertion
slope = torch.randn(3, 8, dtype=torch.float32)
(rounded * slope).sum().backward()
record("eight_bits.weight", weight)
record("eight_bits", rounded)
record("eight_bits.slope", slope)
record("eight_bits.gradient", weight.grad)
