import Foundation
import Records

/// One thing that can be wrong with a readable picture, seen from its measurements and, for sizes, those of the set.
public protocol ImageCheck: CatalogEntry {
    /// 0 bad, 1 good.
    func score(_ image: ImageMeasurements, _ set: SizeSpread) -> Double
    /// A score below it is reported.
    func threshold(_ settings: ImageCheckSettings, _ set: SizeSpread) -> Double
    /// What was seen, without the name of the picture.
    func words(_ image: ImageMeasurements, _ set: SizeSpread) -> String
    var severity: Finding.Severity { get }
    var hint: String? { get }
}

extension ImageCheck {
    public var severity: Finding.Severity { .warning }
    public var hint: String? { nil }

    public func finding(_ image: ImageMeasurements, _ set: SizeSpread, _ settings: ImageCheckSettings, key: String) -> Finding? {
        guard score(image, set) < threshold(settings, set) else { return nil }
        return Finding(severity, "image.\(name)", words(image, set), at: Place(record: key), hint: hint)
    }
}

public enum ImageCheckCatalog {
    public static let all: [any ImageCheck] = [
        DarkImage(), LightImage(), BlurryImage(), OddSizeImage(), OddAspectImage(), LowInformationImage(), GrayscaleImage(), ClippedImage(), UnsharpImage(),
    ]
}

func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

public struct DarkImage: ImageCheck {
    public static let name = "dark"
    public static let summary = "Even the brightest hundredth of the pixels is dark"
    public init() {}

    public func score(_ image: ImageMeasurements, _ set: SizeSpread) -> Double { image.brightness99 }
    public func threshold(_ settings: ImageCheckSettings, _ set: SizeSpread) -> Double { settings.dark }
    public func words(_ image: ImageMeasurements, _ set: SizeSpread) -> String {
        "the picture is dark: 99 of 100 pixels are below \(percent(image.brightness99)) brightness"
    }
    public var hint: String? { "brighten it, or ask whether a person can judge it" }
}

public struct LightImage: ImageCheck {
    public static let name = "light"
    public static let summary = "Even the darkest twentieth of the pixels is nearly white"
    public init() {}

    public func score(_ image: ImageMeasurements, _ set: SizeSpread) -> Double { 1 - image.brightness5 }
    public func threshold(_ settings: ImageCheckSettings, _ set: SizeSpread) -> Double { settings.light }
    public func words(_ image: ImageMeasurements, _ set: SizeSpread) -> String {
        "the picture is washed out: 95 of 100 pixels are above \(percent(image.brightness5)) brightness"
    }
    public var hint: String? { "look for an empty scan or an overexposed photograph" }
}

/// Few edges in a copy of 64 pixels, and no few gray levels that stand out (a drawing has few edges and is not blurred).
public struct BlurryImage: ImageCheck {
    public static let name = "blurry"
    public static let summary = "Few edges are left even in a small copy"
    private static let scale = 0.01
    private static let leastHistogramScore = 0.18
    public init() {}

    public func score(_ image: ImageMeasurements, _ set: SizeSpread) -> Double {
        let edges = 1 - exp(-Self.scale * image.edgeDeviation)
        let levels = 1 - exp(-Self.scale * image.histogramDeviation)
        return min(1, edges + (levels <= Self.leastHistogramScore ? 0 : levels))
    }
    public func threshold(_ settings: ImageCheckSettings, _ set: SizeSpread) -> Double { settings.blurry }
    public func words(_ image: ImageMeasurements, _ set: SizeSpread) -> String {
        "the picture is blurred: sharpness \(percent(score(image, set))), variance of the Laplacian \(Int(image.laplacianVariance.rounded()))"
    }
    public var hint: String? { "look at it at full size before leaving it out" }
}

public struct OddSizeImage: ImageCheck {
    public static let name = "odd-size"
    public static let summary = "Much larger or smaller than most pictures of the set"
    public init() {}

    public func score(_ image: ImageMeasurements, _ set: SizeSpread) -> Double {
        set.score(SizeSpread.size(width: image.width, height: image.height))
    }
    /// Where all have one size, any other is odd.
    public func threshold(_ settings: ImageCheckSettings, _ set: SizeSpread) -> Double { set.isPoint ? 1 : settings.oddSize }
    public func words(_ image: ImageMeasurements, _ set: SizeSpread) -> String {
        let usual = set.isPoint ? "the usual size is" : "usual are \(max(0, Int(set.least.rounded(.up)))) to"
        return "the picture is \(image.width) x \(image.height); as the side of a square, \(usual) \(Int(set.most.rounded(.down))) pixels"
    }
}

public struct OddAspectImage: ImageCheck {
    public static let name = "odd-aspect"
    public static let summary = "One side is much longer than the other"
    public init() {}

    public func score(_ image: ImageMeasurements, _ set: SizeSpread) -> Double {
        Double(min(image.width, image.height)) / Double(max(image.width, image.height))
    }
    public func threshold(_ settings: ImageCheckSettings, _ set: SizeSpread) -> Double { settings.oddAspect }
    public func words(_ image: ImageMeasurements, _ set: SizeSpread) -> String {
        "the picture is a strip of \(image.width) x \(image.height) pixels"
    }
    public var hint: String? { "look for a banner, a cut-off scan, or two pictures in one" }
}

public struct LowInformationImage: ImageCheck {
    public static let name = "low-information"
    public static let summary = "Nearly all pixels have the same few values"
    public init() {}

    public func score(_ image: ImageMeasurements, _ set: SizeSpread) -> Double { min(1, 0.1 * image.entropy) }
    public func threshold(_ settings: ImageCheckSettings, _ set: SizeSpread) -> Double { settings.lowInformation }
    public func words(_ image: ImageMeasurements, _ set: SizeSpread) -> String {
        "the picture says little: \((image.entropy * 100).rounded() / 100) bits per channel value"
    }
    public var hint: String? { "look for an empty page or a placeholder" }
}

public struct GrayscaleImage: ImageCheck {
    public static let name = "grayscale"
    public static let summary = "No colour, whether stored as gray or as colour"
    public init() {}

    public func score(_ image: ImageMeasurements, _ set: SizeSpread) -> Double { image.isGray || image.isStoredGray ? 0 : 1 }
    public func threshold(_ settings: ImageCheckSettings, _ set: SizeSpread) -> Double { 0.5 }
    public func words(_ image: ImageMeasurements, _ set: SizeSpread) -> String {
        image.isStoredGray ? "the picture is stored in gray" : "the picture is stored in colour and has none"
    }
    public var severity: Finding.Severity { .note }
}

/// Exposure that the sensor or the file could not hold: nothing brings these parts back.
public struct ClippedImage: ImageCheck {
    public static let name = "clipped"
    public static let summary = "Most channel values are at the very end of the range: black or white without detail"
    public init() {}

    public func score(_ image: ImageMeasurements, _ set: SizeSpread) -> Double { 1 - max(image.clippedDark, image.clippedLight) }
    public func threshold(_ settings: ImageCheckSettings, _ set: SizeSpread) -> Double { 1 - settings.clipped }
    public func words(_ image: ImageMeasurements, _ set: SizeSpread) -> String {
        let isLight = image.clippedLight > image.clippedDark
        return "\(percent(max(image.clippedDark, image.clippedLight))) of the values are fully \(isLight ? "light" : "dark"): detail is lost there"
    }
    public var severity: Finding.Severity { .note }
    public var hint: String? { "right for drawings and pages; in photographs the exposure was wrong" }
}

/// The variance of the Laplacian at full size, beside `blurry`. Its scale depends on what the pictures show and on their size,
/// so no line suits all sets: off unless `laplacian` is set. Pech-Pacheco et al. (2000), doi 10.1109/ICPR.2000.903548.
public struct UnsharpImage: ImageCheck {
    public static let name = "unsharp"
    public static let summary = "Less variance of the Laplacian at full size than asked for; off unless `laplacian` is set"
    public init() {}

    public func score(_ image: ImageMeasurements, _ set: SizeSpread) -> Double { image.laplacianVariance }
    public func threshold(_ settings: ImageCheckSettings, _ set: SizeSpread) -> Double { settings.laplacian }
    public func words(_ image: ImageMeasurements, _ set: SizeSpread) -> String {
        "the picture is not sharp: the variance of its Laplacian is \(Int(min(image.laplacianVariance, 1e9).rounded()))"
    }
}
