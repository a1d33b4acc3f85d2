/// Text of a cue: `&`, `<` and `>` are written as references, and a voice tag around all of it says who speaks. Text that
/// holds other tags (`<i>`, `<c.loud>`, times) is left as it stands, and stands again when it is written.
enum WebVTTText {
    static func plain(_ text: String) -> (text: String, voice: String?) {
        guard text.hasPrefix("<v "), let end = text.firstIndex(of: ">") else { return (decoded(text), nil) }
        var body = text[text.index(after: end)...]
        if body.hasSuffix("</v>") { body = body.dropLast(4) }
        guard !body.contains("<v "), !body.contains("<v."), !body.contains("</v>") else { return (text, nil) }
        return (decoded(String(body)), unescaped(String(text[text.index(text.startIndex, offsetBy: 3)..<end])))
    }

    static func cue(_ text: String, voice: String?) -> String {
        let body = hasTag(text) ? text : escaped(text)
        return voice.map { "<v \(escaped($0))>\(body)</v>" } ?? body
    }

    private static func decoded(_ text: String) -> String { hasTag(text) ? text : unescaped(text) }

    private static let references = [("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u{A0}"), ("&lrm;", "\u{200E}"), ("&rlm;", "\u{200F}"), ("&amp;", "&")]

    private static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        return references.reduce(text) { $0.replacing($1.0, with: $1.1) }
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    /// A tag of WebVTT: `<b>`, `</b>`, `<c.loud>`, `<00:01.000>`, `<lang de>`.
    private static func hasTag(_ text: String) -> Bool {
        var rest = text[...]
        while let open = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: open)...]
            guard let close = rest.firstIndex(of: ">") else { return false }
            let name = rest[..<close].drop { $0 == "/" }.prefix { $0 != "." && $0 != " " }
            if ["b", "i", "u", "c", "v", "ruby", "rt", "lang"].contains(String(name)) || ClockText.seconds(rest[..<close]) != nil { return true }
        }
        return false
    }
}
