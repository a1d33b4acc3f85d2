/// One line of a brat `.ann` file. Offsets are Unicode scalars of the text, end exclusive, a line break counting 1.
///
///     T1 PER 0 3 Ada        R1 Met Arg1:T1 Arg2:T2        A1 Negated T1        #1 AnnotatorNotes T1 check
enum BratLine: Equatable {
    /// `T`: a piece of text, possibly in several places.
    case span(id: String, type: String, ranges: [[Int]], text: String)
    /// `R`: between two things, each in a role.
    case relation(id: String, type: String, arguments: [Argument])
    /// `E`: a trigger and what plays which role.
    case event(id: String, type: String, trigger: String, arguments: [Argument])
    /// `A`, or `M` as it used to be called: `value` is nil where being there is all it says.
    case attribute(id: String, name: String, target: String, value: String?)
    /// `*`: things that are the same.
    case equal(type: String, members: [String])
    /// `N`: an entry of a knowledge base.
    case reference(id: String, target: String, entry: String, text: String)
    /// `#`: words of a person about a thing.
    case note(id: String, type: String, target: String, text: String)

    struct Argument: Equatable {
        var role: String
        var target: String
    }

    /// nil when the line is none of them.
    init?(_ line: String) {
        let columns = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard columns.count >= 2, let sign = columns[0].first else { return nil }
        let words = columns[1].split(separator: " ").map(String.init)
        let id = columns[0]
        let text = columns.count > 2 ? columns[2] : ""
        guard let first = words.first else { return nil }
        switch sign {
        case "T":
            guard let ranges = Self.ranges(columns[1].dropFirst(first.count)) else { return nil }
            self = .span(id: id, type: first, ranges: ranges, text: text)
        case "R":
            let arguments = words.dropFirst().compactMap(Self.argument)
            guard arguments.count == words.count - 1, arguments.count == 2 else { return nil }
            self = .relation(id: id, type: first, arguments: arguments)
        case "E":
            let arguments = words.compactMap(Self.argument)
            guard arguments.count == words.count, let trigger = arguments.first else { return nil }
            self = .event(id: id, type: trigger.role, trigger: trigger.target, arguments: Array(arguments.dropFirst()))
        case "A", "M":
            guard words.count >= 2 else { return nil }
            self = .attribute(id: id, name: first, target: words[1], value: words.count > 2 ? words[2...].joined(separator: " ") : nil)
        case "*":
            guard words.count >= 3 else { return nil }
            self = .equal(type: first, members: Array(words.dropFirst()))
        case "N":
            guard words.count == 3 else { return nil }
            self = .reference(id: id, target: words[1], entry: words[2], text: text)
        case "#":
            guard words.count >= 2 else { return nil }
            self = .note(id: id, type: first, target: words[1], text: text)
        default: return nil
        }
    }

    /// ` 0 5;10 12`
    private static func ranges(_ text: Substring) -> [[Int]]? {
        var ranges: [[Int]] = []
        for piece in text.split(separator: ";", omittingEmptySubsequences: false) {
            let numbers = piece.split(separator: " ").map { Int($0) }
            guard numbers.count == 2, let start = numbers[0], let end = numbers[1], start >= 0, start < end else { return nil }
            ranges.append([start, end])
        }
        return ranges
    }

    private static func argument(_ text: String) -> Argument? {
        guard let colon = text.firstIndex(of: ":"), colon != text.startIndex, text.index(after: colon) < text.endIndex else { return nil }
        return Argument(role: String(text[..<colon]), target: String(text[text.index(after: colon)...]))
    }

    /// As it is written.
    var text: String {
        switch self {
        case .span(let id, let type, let ranges, let text):
            "\(id)\t\(type) \(ranges.map { "\($0[0]) \($0[1])" }.joined(separator: ";"))\t\(text)"
        case .relation(let id, let type, let arguments): "\(id)\t\(type) \(Self.words(arguments))"
        case .event(let id, let type, let trigger, let arguments): "\(id)\t\(Self.words([Argument(role: type, target: trigger)] + arguments))"
        case .attribute(let id, let name, let target, let value): "\(id)\t\(name) \(target)\(value.map { " \($0)" } ?? "")"
        case .equal(let type, let members): "*\t\(type) \(members.joined(separator: " "))"
        case .reference(let id, let target, let entry, let text): "\(id)\tReference \(target) \(entry)\t\(text)"
        case .note(let id, let type, let target, let text): "\(id)\t\(type) \(target)\t\(text)"
        }
    }

    private static func words(_ arguments: [Argument]) -> String { arguments.map { "\($0.role):\($0.target)" }.joined(separator: " ") }
}
