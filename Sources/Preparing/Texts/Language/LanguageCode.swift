/// Codes of languages as people write them, brought to the ones that are told here.
public enum LanguageCode {
    /// What a text is in that tells no language (ISO 639-2).
    public static let undetermined = "und"

    /// Small letters, without region or script: `pt-BR` is `pt`, `zh_Hant` is `zh`. Codes that were replaced and the two written
    /// forms of Norwegian are taken as the one that the profiles have.
    public static func normal(_ code: String) -> String {
        let base = code.lowercased().prefix { $0 != "-" && $0 != "_" }
        return others[String(base)] ?? String(base)
    }

    private static let others = ["nb": "no", "nn": "no", "iw": "he", "in": "id", "fil": "tl"]
}
