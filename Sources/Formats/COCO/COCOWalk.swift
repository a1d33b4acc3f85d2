import Records

/// Walks over the members of the one object of a COCO file, and over the elements of its lists.
struct COCOWalk {
    private let scanner: JSONListScanner
    private let file: String
    private(set) var seen: Set<String> = []
    private(set) var findings = FindingLog()
    private var isFirst = true

    init(_ source: ByteSource, file: String) throws {
        self.file = file
        scanner = try JSONListScanner(ByteWindow(source))
        guard try scanner.peek() == UInt8(ascii: "{") else { throw ImageFormatError.notCOCO(file: file) }
        scanner.take(1)
    }

    /// In front of a plain list, as results are; `elements` walks over it.
    init(list source: ByteSource, file: String) throws {
        self.file = file
        scanner = try JSONListScanner(ByteWindow(source))
    }

    /// Stands in front of the value of the next member; nil at the end of the object.
    mutating func nextMember() throws -> String? {
        var byte = try peek("the object")
        if !isFirst, byte == UInt8(ascii: ",") {
            scanner.take(1)
            byte = try peek("the object")
        } else if !isFirst, byte != UInt8(ascii: "}") {
            throw broken(byte, "`,` or `}`")
        }
        isFirst = false
        if byte == UInt8(ascii: "}") {
            scanner.take(1)
            if let byte = try scanner.peek() { throw broken(byte, "the end of the file") }
            return nil
        }
        guard byte == UInt8(ascii: "\""), case .value(let length) = try scanner.extent(keeps: true, maximumBytes: 1 << 16),
              case .string(let name)? = try? JSONParser.parse(UnsafeRawBufferPointer(rebasing: scanner.bytes[0..<length])) else { throw broken(byte, "a key in double quotes") }
        scanner.take(length)
        let colon = try peek("the object")
        guard colon == UInt8(ascii: ":") else { throw broken(colon, "`:`") }
        scanner.take(1)
        guard seen.insert(name).inserted else { throw ImageFormatError.brokenJSON(file: file, line: scanner.line, column: scanner.column, reason: "the key `\(name)` comes twice") }
        return name
    }

    /// A small value, parsed; nil and a finding when it is large or broken.
    mutating func value(of member: String) throws -> JSONValue? {
        _ = try peek("`\(member)`")
        let line = scanner.line
        switch try scanner.extent(keeps: true, maximumBytes: 16 << 20) {
        case .truncated: throw truncated("`\(member)`")
        case .tooLong: findings.add(Finding(.warning, "coco.member.too-long", "`\(member)` is longer than 16 MiB and not kept", at: Place(file: file, line: line)))
        case .value(let length):
            defer { scanner.take(length) }
            do { return try JSONParser.parse(UnsafeRawBufferPointer(rebasing: scanner.bytes[0..<length])) } catch {
                findings.add(Finding(.error, "coco.member.not-json", "`\(member)`: \(error.message)", at: Place(file: file, line: line + error.line - 1), hint: error.hint))
            }
        }
        return nil
    }

    /// Gives each element's bytes, offset and line; valid during the call.
    mutating func elements(of list: String, maximumBytes: Int, _ body: (UnsafeRawBufferPointer, Int64, Int) -> Void) throws {
        let first = try peek("`\(list)`")
        guard first == UInt8(ascii: "[") else { throw broken(first, "the list of `\(list)`") }
        scanner.take(1)
        var number = 0
        while true {
            var byte = try peek("`\(list)`")
            if byte == UInt8(ascii: "]") { break }
            if number > 0 {
                guard byte == UInt8(ascii: ",") else { throw broken(byte, "`,` or `]`") }
                scanner.take(1)
                byte = try peek("`\(list)`")
            }
            guard byte != UInt8(ascii: ","), byte != UInt8(ascii: "]"), byte != UInt8(ascii: "}") else { throw broken(byte, "an element") }
            let line = scanner.line
            let place = Place(file: file, line: line, record: "\(list)[\(number)]")
            switch try scanner.extent(keeps: true, maximumBytes: maximumBytes) {
            case .truncated: throw truncated("`\(list)[\(number)]`")
            case .tooLong: findings.add(Finding(.error, "coco.element.too-long", "the element has more than \(maximumBytes) bytes; it is left out", at: place))
            case .value(let length):
                if byte == UInt8(ascii: "{") { body(UnsafeRawBufferPointer(rebasing: scanner.bytes[0..<length]), scanner.offset, line) }
                else { findings.add(Finding(.error, "coco.element.not-an-object", "the element is not an object; it is left out", at: place)) }
                scanner.take(length)
            }
            number += 1
        }
        scanner.take(1)
    }

    mutating func takeFindings() -> [Finding] { findings.take() }

    private func peek(_ what: String) throws -> UInt8 {
        guard let byte = try scanner.peek() else { throw truncated(what) }
        return byte
    }

    private func truncated(_ what: String) -> ImageFormatError { .brokenJSON(file: file, line: scanner.line, column: scanner.column, reason: "the file ends within \(what)") }

    private func broken(_ byte: UInt8, _ expected: String) -> ImageFormatError {
        .brokenJSON(file: file, line: scanner.line, column: scanner.column, reason: "found `\(String(UnicodeScalar(byte)))` where \(expected) is needed")
    }
}
