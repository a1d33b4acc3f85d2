import Records

/// The values in Praat's text files, which are what is left when all that is for people is passed over: numbers standing
/// alone, texts in double quotes (doubled within), and flags such as `<exists>`. Long and short files are alike in this.
struct TextGridTokens {
    enum Token: Hashable { case number(Double), text(String), flag(String) }

    private let bytes: [UInt8]
    private let file: String
    private var place = 0
    private(set) var line = 1

    init(_ text: String, file: String) {
        bytes = Array(text.utf8)
        self.file = file
    }

    func fault(_ message: String, at line: Int? = nil) -> Finding {
        Finding(.error, "textgrid.broken", "`\(file)` cannot be read: \(message)", at: Place(file: file, line: line ?? self.line), hint: "Save it again in Praat, or fetch it again")
    }

    /// nil at the end.
    mutating func next() throws(Finding) -> Token? {
        while place < bytes.count {
            switch bytes[place] {
            case 10: line += 1; place += 1
            case 0...32: place += 1
            case UInt8(ascii: "\""): return try text()
            case UInt8(ascii: "!"): while place < bytes.count, bytes[place] != 10 { place += 1 }
            default: if let token = word() { return token }
            }
        }
        return nil
    }

    private mutating func text() throws(Finding) -> Token {
        let opened = line
        var value: [UInt8] = []
        place += 1
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            if byte == UInt8(ascii: "\"") {
                guard place < bytes.count, bytes[place] == byte else { return .text(String(decoding: value, as: UTF8.self)) }
                place += 1
            }
            if byte == 10 { line += 1 }
            value.append(byte)
        }
        throw fault("the text that begins on line \(opened) is never closed", at: opened)
    }

    /// A word without quotes; nil for one that is for people.
    private mutating func word() -> Token? {
        let start = place
        while place < bytes.count, bytes[place] > 32, bytes[place] != UInt8(ascii: "\"") { place += 1 }
        let word = String(decoding: bytes[start..<place], as: UTF8.self)
        if word.hasPrefix("<"), word.hasSuffix(">") { return .flag(word) }
        return DecimalText.number(word).map(Token.number)
    }

    mutating func number(_ what: String) throws(Finding) -> Double {
        switch try next() {
        case .number(let value)?: return value
        case let other: throw missing("the \(what)", other)
        }
    }

    mutating func string(_ what: String) throws(Finding) -> String {
        switch try next() {
        case .text(let value)?: return value
        case let other: throw missing("the \(what)", other)
        }
    }

    mutating func flag(_ what: String) throws(Finding) -> String {
        switch try next() {
        case .flag(let value)?: return value
        case let other: throw missing(what, other)
        }
    }

    mutating func count(_ what: String) throws(Finding) -> Int {
        let value = try number(what)
        guard let count = Int(exactly: value), count >= 0 else { throw fault("the \(what) is \(DecimalText.text(value))") }
        return count
    }

    func missing(_ what: String, _ found: Token?) -> Finding {
        switch found {
        case nil: fault("it ends where \(what) is needed")
        case .number(let value)?: fault("found \(DecimalText.text(value)) where \(what) is needed")
        case .text(let text)?: fault("found the text `\(text.prefix(40))` where \(what) is needed")
        case .flag(let flag)?: fault("found `\(flag)` where \(what) is needed")
        }
    }
}
