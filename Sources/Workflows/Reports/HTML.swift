/// Markup that cannot hold unescaped text: what a literal says stands as it is, what is put into it is escaped.
///
/// `let cell: HTML = "<td>\(name)</td>"` is safe whatever `name` holds; another `HTML` goes in as it is. So no page can
/// forget to escape a label that somebody wrote.
struct HTML: ExpressibleByStringInterpolation, Sendable, Hashable {
    private(set) var text: String

    init(stringLiteral value: String) { text = value }
    init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity + interpolationCount * 12) }

        mutating func appendLiteral(_ literal: String) { text += literal }
        mutating func appendInterpolation(_ words: String) { text += HTML.escaped(words) }
        mutating func appendInterpolation(_ number: Int) { text += "\(number)" }
        /// A coordinate, to a hundredth of a pixel.
        mutating func appendInterpolation(at coordinate: Double) { text += FigureText.trimmed(coordinate, 2) }
        mutating func appendInterpolation(_ html: HTML) { text += html.text }
        mutating func appendInterpolation(_ parts: [HTML]) { for part in parts { text += part.text } }
    }

    static func += (left: inout HTML, right: HTML) { left.text += right.text }

    /// A sentence of ours, in which names stand between backticks.
    static func sentence(_ words: String) -> HTML {
        words.split(separator: "`", omittingEmptySubsequences: false).enumerated().reduce(into: "") { all, part in
            all += part.offset % 2 == 1 ? "<code>\(String(part.element))</code>" : "\(String(part.element))"
        }
    }

    /// For text and for attributes in either quotes. Control characters, which no page should act on, become spaces.
    static func escaped(_ words: String) -> String {
        var shown = ""
        shown.reserveCapacity(words.utf8.count)
        for scalar in words.unicodeScalars {
            switch scalar {
            case "&": shown += "&amp;"
            case "<": shown += "&lt;"
            case ">": shown += "&gt;"
            case "\"": shown += "&quot;"
            case "'": shown += "&#39;"
            default:
                let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                shown.unicodeScalars.append(isControl ? " " : scalar)
            }
        }
        return shown
    }
}
