import Glibc
import Kernels

/// Walks the tree once, a whole column at each node.
struct ExpressionEvaluator {
    let columns: [ExpressionValues]
    let rowCount: Int
    var tally: ExpressionTally
    /// Of a text, in bytes.
    static let longestText = 65_536

    init(columns: [ExpressionValues], rowCount: Int, tally: ExpressionTally) {
        (self.columns, self.rowCount, self.tally) = (columns, rowCount, tally)
    }

    mutating func values(_ node: ExpressionNode) -> ExpressionValues {
        switch node.kind {
        case .number: .numbers(numbers(node))
        case .text: .texts(texts(node))
        case .boolean: .booleans(booleans(node))
        }
    }

    // MARK: Numbers

    mutating func numbers(_ node: ExpressionNode) -> [Double] {
        switch node {
        case .number(let value): return [Double](repeating: value, count: rowCount)
        case .column(let place, _):
            guard case .numbers(let values) = columns[place] else { return missingNumbers }
            return values
        case .call(let function, let arguments, _, _): return call(function, arguments)
        default: return missingNumbers
        }
    }

    private var missingNumbers: [Double] { [Double](repeating: .nan, count: rowCount) }

    private mutating func call(_ function: ExpressionFunction, _ arguments: [ExpressionNode]) -> [Double] {
        switch function {
        case .add: return two(arguments) { $0 + $1 }
        case .subtract: return two(arguments) { $0 - $1 }
        case .multiply: return two(arguments) { $0 * $1 }
        case .divide: return two(arguments) { $0 / $1 }
        case .remainder: return two(arguments) { fmod($0, $1) }
        case .power: return two(arguments) { pow($0, $1) }
        case .negate: return one(arguments) { -$0 }
        case .abs: return one(arguments) { $0.magnitude }
        case .sqrt: return one(arguments) { $0.squareRoot() }
        case .exp: return one(arguments) { Glibc.exp($0) }
        case .log: return one(arguments) { Glibc.log($0) }
        case .log2: return one(arguments) { Glibc.log2($0) }
        case .log10: return one(arguments) { Glibc.log10($0) }
        case .log1p: return one(arguments) { Glibc.log1p($0) }
        case .floor: return one(arguments) { $0.rounded(.down) }
        case .ceil: return one(arguments) { $0.rounded(.up) }
        case .sign: return one(arguments) { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }
        case .round: return round(arguments)
        case .clip: return clip(arguments)
        case .min: return fold(arguments) { Swift.min($0, $1) }
        case .max: return fold(arguments) { Swift.max($0, $1) }
        case .bin: return bin(arguments)
        case .hash: return hash(arguments)
        case .length: return texts(arguments[0]).map { $0.map { Double($0.unicodeScalars.count) } ?? .nan }
        case .number: return read(texts(arguments[0]))
        case .year, .month, .day, .weekday, .hour, .minute, .dayOfYear, .days: return dateParts(function, texts(arguments[0]))
        case .coalesce: return coalesce(arguments.map { numbers($0) }, isMissing: { $0.isNaN })
        case .choose: return choose(arguments, numbers(arguments[1]), numbers(arguments[2]), .nan)
        default: return missingNumbers
        }
    }

    /// What comes out infinite or undefined of numbers that were there is missing, and counted.
    private mutating func settled(_ value: Double) -> Double {
        if value.isFinite { return value }
        if value.isNaN { tally.undefined += 1 } else { tally.overflow += 1 }
        return .nan
    }

    private mutating func one(_ arguments: [ExpressionNode], _ body: (Double) -> Double) -> [Double] {
        var values = numbers(arguments[0])
        for row in values.indices where !values[row].isNaN { values[row] = settled(body(values[row])) }
        return values
    }

    private mutating func two(_ arguments: [ExpressionNode], _ body: (Double, Double) -> Double) -> [Double] {
        let others = numbers(arguments[1])
        var values = numbers(arguments[0])
        for row in values.indices where !values[row].isNaN { values[row] = others[row].isNaN ? .nan : settled(body(values[row], others[row])) }
        return values
    }

    private mutating func fold(_ arguments: [ExpressionNode], _ body: (Double, Double) -> Double) -> [Double] {
        var values = numbers(arguments[0])
        for argument in arguments.dropFirst() {
            let others = numbers(argument)
            for row in values.indices { values[row] = values[row].isNaN || others[row].isNaN ? .nan : body(values[row], others[row]) }
        }
        return values
    }

    /// Ties to even, as numpy.
    private mutating func round(_ arguments: [ExpressionNode]) -> [Double] {
        guard arguments.count > 1, case .number(let digits) = arguments[1] else { return one(arguments) { $0.rounded(.toNearestOrEven) } }
        let power = pow(10, digits)
        return one(arguments) { value in
            let scaled = value * power
            return scaled.isFinite ? scaled.rounded(.toNearestOrEven) / power : value
        }
    }

    private mutating func clip(_ arguments: [ExpressionNode]) -> [Double] {
        let low = numbers(arguments[1]), high = numbers(arguments[2])
        var values = numbers(arguments[0])
        for row in values.indices { values[row] = low[row].isNaN || high[row].isNaN || values[row].isNaN ? .nan : Swift.min(Swift.max(values[row], low[row]), high[row]) }
        return values
    }

    /// How many edges are not above the value.
    private mutating func bin(_ arguments: [ExpressionNode]) -> [Double] {
        let edges = arguments.dropFirst().map { numbers($0) }
        var values = numbers(arguments[0])
        for row in values.indices where !values[row].isNaN {
            let value = values[row]
            values[row] = Double(edges.reduce(0) { $0 + ($1[row] <= value ? 1 : 0) })
        }
        return values
    }

    private mutating func hash(_ arguments: [ExpressionNode]) -> [Double] {
        guard case .number(let buckets) = arguments[1] else { return missingNumbers }
        return texts(arguments[0]).map { text in text.map { Double(Hash64.of($0) % UInt64(buckets)) } ?? .nan }
    }

    private mutating func read(_ texts: [String?]) -> [Double] {
        texts.map { text in
            guard var text, !text.isEmpty else { return .nan }
            let value = text.withUTF8 { DecimalText.read(UnsafeRawBufferPointer($0)) }?.value ?? .nan
            if !value.isFinite { tally.unreadable += 1 }
            return value.isFinite ? value : .nan
        }
    }

    /// Dates that leave open which number is the day are not read.
    private mutating func dateParts(_ part: ExpressionFunction, _ texts: [String?]) -> [Double] {
        texts.map { text in
            guard var text, !text.isEmpty else { return .nan }
            guard let date = text.withUTF8({ DateText.read(UnsafeRawBufferPointer($0)) }), !date.isAmbiguous, let day = date.date(dayFirst: true) ?? date.date(dayFirst: false) else {
                tally.unreadable += 1
                return .nan
            }
            switch part {
            case .year: return Double(day.year)
            case .month: return Double(day.month)
            case .day: return Double(day.day)
            case .weekday: return Double(day.weekday)
            case .dayOfYear: return Double(day.dayOfYear)
            case .days: return Double(day.dayNumber)
            case .hour: return date.time.map { Double($0.hour) } ?? .nan
            default: return date.time.map { Double($0.minute) } ?? .nan
            }
        }
    }

    // MARK: Any kind

    private func coalesce<Value>(_ lists: [[Value]], isMissing: (Value) -> Bool) -> [Value] {
        var values = lists[0]
        for list in lists.dropFirst() { for row in values.indices where isMissing(values[row]) { values[row] = list[row] } }
        return values
    }

    private mutating func choose<Value>(_ arguments: [ExpressionNode], _ yes: [Value], _ no: [Value], _ missing: Value) -> [Value] {
        booleans(arguments[0]).enumerated().map { row, flag in flag.map { $0 ? yes[row] : no[row] } ?? missing }
    }
}

// MARK: Texts

extension ExpressionEvaluator {
    mutating func texts(_ node: ExpressionNode) -> [String?] {
        switch node {
        case .text(let text): return [String?](repeating: text, count: rowCount)
        case .column(let place, _):
            guard case .texts(let values) = columns[place] else { return missingTexts }
            return values
        case .call(let function, let arguments, _, let pattern): return call(function, arguments, pattern)
        default: return missingTexts
        }
    }

    private var missingTexts: [String?] { [String?](repeating: nil, count: rowCount) }

    private mutating func call(_ function: ExpressionFunction, _ arguments: [ExpressionNode], _ pattern: LinearPattern?) -> [String?] {
        switch function {
        case .lower: return texts(arguments[0]).map { $0?.lowercased() }
        case .upper: return texts(arguments[0]).map { $0?.uppercased() }
        case .trim: return texts(arguments[0]).map { $0.map(TextPieces.trimmed) }
        case .replace: return replace(texts(arguments[0]), texts(arguments[1]), texts(arguments[2]))
        case .part: return part(arguments)
        case .extract: return texts(arguments[0]).map { text in text.flatMap { pattern?.extract(from: $0) } }
        case .join: return join(arguments)
        case .text: return ExpressionValues.numbers(numbers(arguments[0])).shown
        case .coalesce: return coalesce(arguments.map { texts($0) })
        case .choose:
            let (yes, no) = (texts(arguments[1]), texts(arguments[2]))
            return booleans(arguments[0]).enumerated().map { row, flag in flag.flatMap { $0 ? yes[row] : no[row] } }
        default: return missingTexts
        }
    }

    private func coalesce(_ lists: [[String?]]) -> [String?] {
        var values = lists[0]
        for list in lists.dropFirst() { for row in values.indices where values[row] == nil { values[row] = list[row] } }
        return values
    }

    private mutating func bounded(_ text: String) -> String? {
        if text.utf8.count <= Self.longestText { return text }
        tally.overflow += 1
        return nil
    }

    private mutating func replace(_ texts: [String?], _ from: [String?], _ to: [String?]) -> [String?] {
        texts.indices.map { row in
            guard let text = texts[row], let from = from[row], let to = to[row] else { return nil }
            return bounded(TextPieces.replaced(text, from, to, most: Self.longestText))
        }
    }

    private mutating func part(_ arguments: [ExpressionNode]) -> [String?] {
        guard case .text(let separator) = arguments[1], case .number(let number) = arguments[2] else { return missingTexts }
        return texts(arguments[0]).map { text in text.flatMap { TextPieces.part($0, separator, Int(number)) } }
    }

    private mutating func join(_ arguments: [ExpressionNode]) -> [String?] {
        let lists = arguments.map { texts($0) }
        return (0..<rowCount).map { row in
            var joined = ""
            for list in lists {
                guard let text = list[row] else { return nil }
                joined += text
                if joined.utf8.count > Self.longestText { break }
            }
            return bounded(joined)
        }
    }
}

extension ExpressionValues {
    /// Numbers as JSON writes them.
    var shown: [String?] {
        guard case .numbers(let numbers) = self else { return [] }
        return numbers.map { number in
            if number.isNaN { return nil }
            return Int64(exactly: number).flatMap { abs(number) < 0x1p53 ? String($0) : nil } ?? String(number)
        }
    }
}
