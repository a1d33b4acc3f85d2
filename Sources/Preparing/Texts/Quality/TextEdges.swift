import Kernels

/// Ends of lines and of texts, in bytes: what Python's `strip`, `splitlines`, `startswith` and `endswith` answer.
enum TextEdges {
    /// Without white space around it.
    static func trimmed(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var start = 0, end = text.count
        while start < end {
            let (value, length) = ScalarReader.read(text, start)
            guard isSpace(value) else { break }
            start += length
        }
        while end > start {
            let place = scalarStart(text, before: end)
            guard place >= start, isSpace(ScalarReader.read(text, place).value) else { break }
            end = place
        }
        return UnsafeBufferPointer(rebasing: text[start..<end])
    }

    static func last(_ text: UnsafeBufferPointer<UInt8>) -> UInt32? {
        text.isEmpty ? nil : ScalarReader.read(text, scalarStart(text, before: text.count)).value
    }

    /// Where the line that starts at `start` ends, and where the next one starts.
    static func lineEnd(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> (end: Int, next: Int) {
        var place = start
        while place < text.count {
            let byte = text[place]
            if byte >= 32, byte < 0x80 {
                place += 1
                continue
            }
            let (value, length) = ScalarReader.read(text, place)
            if ScalarClass.of(value).contains(.lineBreak) {
                let isPair = value == 13 && place + 1 < text.count && text[place + 1] == 10
                return (place, place + (isPair ? 2 : length))
            }
            place += length
        }
        return (text.count, text.count)
    }

    static func starts(_ text: UnsafeBufferPointer<UInt8>, _ with: [UInt8]) -> Bool {
        text.count >= with.count && with.indices.allSatisfy { text[$0] == with[$0] }
    }

    static func ends(_ text: UnsafeBufferPointer<UInt8>, _ with: [UInt8]) -> Bool {
        let start = text.count - with.count
        return start >= 0 && with.indices.allSatisfy { text[start + $0] == with[$0] }
    }

    private static func scalarStart(_ text: UnsafeBufferPointer<UInt8>, before end: Int) -> Int {
        var place = end - 1
        while place > 0, end - place < 4, !ByteClass.isScalarStart(text[place]) { place -= 1 }
        return ScalarReader.read(text, place).length == end - place ? place : end - 1
    }

    private static func isSpace(_ value: UInt32) -> Bool {
        value < 0x80 ? ByteClass.isSpace(UInt8(value)) || (28...31).contains(value) : ScalarClass.of(value).contains(.space)
    }
}
