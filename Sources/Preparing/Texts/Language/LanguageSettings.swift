import Records

/// What the step `language` of a task definition keeps, and how sure a guess has to be.
///
/// ```yaml
/// prepare:
///   - step: language
///     keep: [en, de]
///     threshold: 0.65
/// ```
public struct LanguageSettings: Sendable, Hashable {
    /// Codes that are kept, as `LanguageCode.normal` gives them; empty keeps every language.
    public var keep: [String] = []
    /// A guess less probable than this tells no language.
    public var threshold = LanguageSettings.usualThreshold
    /// The only languages that the letters' frequencies are compared with; empty: all there are profiles of. Says what is known
    /// beforehand, which helps most with texts of a few words.
    public var among: [String] = []
    /// A text that tells no language is kept.
    public var keepsUndetermined = false

    /// FineWeb's cut.
    public static let usualThreshold = 0.65

    public init() {}

    /// Settings: `keep`, `threshold`, `among`.
    public init(_ settings: JSONObject) throws(Finding) {
        let reader = SettingsReader(settings, step: LanguageStep.name)
        try reader.allow(["keep", "threshold", "among"])
        keep = try reader.names("keep").map(LanguageCode.normal)
        threshold = try reader.number("threshold", Self.usualThreshold, 0...1)
        among = try reader.names("among").map(LanguageCode.normal)
    }

    /// Of a list with commas or spaces.
    public static func codes(_ list: String) -> [String] { list.split { $0 == "," || $0 == " " }.map { LanguageCode.normal(String($0)) } }

    /// The first of `keep` and `among` that is no language told by this identifier, with the setting that names it.
    public func unknown(to identifier: LanguageIdentifier) -> (setting: String, language: String)? {
        let known = Set(identifier.known)
        if let language = keep.first(where: { !known.contains($0) }) { return ("keep", language) }
        return among.first { !known.contains($0) }.map { ("among", $0) }
    }
}
