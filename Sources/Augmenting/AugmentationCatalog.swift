/// Every augmentation of pictures there is. Adding one here is all the registration it needs.
public enum AugmentationCatalog {
    public static let all: [any ImageAugmentation] = [
        FlipHorizontal(), FlipVertical(), RotateQuarter(), RotateAngle(), Crop(), Scale(),
        Brightness(), Contrast(), Saturation(), Hue(), GaussianBlur(), GaussianNoise(), SaltAndPepper(),
    ]

    public static func named(_ name: String) -> (any ImageAugmentation)? { all.first { $0.name == name } }
}
