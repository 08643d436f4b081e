"""Names that `timm.data.dataset_factory` imports; proofs load no data set."""


class _Absent:
    def __init__(self, *_args: object, **_kwargs: object) -> None:
        raise NotImplementedError(f"{type(self).__name__}: the proof's stand-in for torchvision has no data sets")


class CIFAR10(_Absent): ...


class CIFAR100(_Absent): ...


class MNIST(_Absent): ...


class KMNIST(_Absent): ...


class FashionMNIST(_Absent): ...


class ImageFolder(_Absent): ...
