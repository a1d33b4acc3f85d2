import Records

/// Where each check draws its line. A picture is reported when its score lies below.
///
/// Defaults are cleanvision's, save for `clipped` and `laplacian`, which it has not.
public struct ImageCheckSettings: Sendable, Hashable, Codable {
    public var dark = 0.32
    public var light = 0.05
    public var blurry = 0.29
    public var oddAspect = 0.35
    public var lowInformation = 0.3
    public var oddSize = 0.5
    /// Share of channel values at 0, or at 255, that is too much.
    public var clipped = 0.5
    /// Least variance of the Laplacian; 0 asks nothing.
    public var laplacian = 0.0
    /// How many interquartile ranges beyond the quartiles a size may lie.
    public var sizeSpread = 3.0

    public init() {}

    /// From a step of a task definition.
    public init(_ settings: JSONObject) throws(Finding) {
        self.init()
        let reader = SettingsReader(settings, step: "image-checks")
        try reader.allow(["dark", "light", "blurry", "odd-aspect", "low-information", "odd-size", "clipped", "laplacian", "size-spread"])
        dark = try reader.number("dark", dark, 0...1)
        light = try reader.number("light", light, 0...1)
        blurry = try reader.number("blurry", blurry, 0...1)
        oddAspect = try reader.number("odd-aspect", oddAspect, 0...1)
        lowInformation = try reader.number("low-information", lowInformation, 0...1)
        oddSize = try reader.number("odd-size", oddSize, 0...1)
        clipped = try reader.number("clipped", clipped, 0...1)
        laplacian = try reader.number("laplacian", laplacian, 0...100_000)
        sizeSpread = try reader.number("size-spread", sizeSpread, 0...1000)
    }
}
