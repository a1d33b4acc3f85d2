/// Finds where the values of a large JSON text begin and end, without reading them and without holding the text.
///
/// It follows brackets and strings only; whether a value is proper JSON is for `JSONParser`, element by element.
final class JSONListScanner {
    enum Extent {
        /// The value is the first `length` bytes of `bytes`.
        case value(length: Int)
        /// Longer than the limit and passed over.
        case tooLong
        /// The input ended within it.
        case truncated
    }

    private let window: ByteWindow
    private(set) var line = 1
    /// Offset of the first byte of the current line.
    private var lineStart: Int64

    init(_ window: ByteWindow) throws(ByteError) {
        self.window = window
        try window.skipByteOrderMark()
        lineStart = window.offset
    }

    var bytes: UnsafeRawBufferPointer { window.bytes }
    var offset: Int64 { window.offset }
    /// From 1, in bytes.
    var column: Int { Int(window.offset - lineStart) + 1 }

    /// Passes white space and gives the byte there without taking it; nil at the end.
    func peek() throws(ByteError) -> UInt8? {
        while true {
            let bytes = window.bytes
            var place = 0
            while place < bytes.count, Self.isSpace(bytes[place]) { place += 1 }
            take(place)
            if place < bytes.count { return window.bytes[0] }
            if try !window.grow() { return nil }
        }
    }

    /// Takes bytes, counting lines in them.
    func take(_ count: Int) {
        let bytes = window.bytes
        for place in 0..<count where bytes[place] == 10 {
            line += 1
            lineStart = window.offset + Int64(place) + 1
        }
        window.advance(count)
    }

    /// Where the value that starts here ends. With `keeps` the whole value stays in the window until taken;
    /// without, it is taken while it is scanned and the length is 0.
    func extent(keeps: Bool, maximumBytes: Int) throws(ByteError) -> Extent {
        var state = ScanState()
        var keeps = keeps
        while true {
            let isDone = Self.scan(window.bytes, &state)
            if isDone {
                guard keeps else { take(state.place); return state.isDropped ? .tooLong : .value(length: 0) }
                return .value(length: state.place)
            }
            if keeps, state.place > maximumBytes {
                keeps = false
                state.isDropped = true
            }
            if !keeps {
                take(state.place)
                state.place = 0
            }
            if try !window.grow() {
                // A bare number or word ends with the input.
                if state.isScalar, state.place > 0 { return .value(length: state.place) }
                return .truncated
            }
        }
    }

    private struct ScanState {
        var place = 0
        var depth = 0
        var isInString = false
        var isEscaped = false
        var isScalar = false
        var isDropped = false
    }

    /// True when `place` is behind the value.
    private static func scan(_ bytes: UnsafeRawBufferPointer, _ state: inout ScanState) -> Bool {
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return false }
        var (place, depth) = (state.place, state.depth)
        defer { (state.place, state.depth) = (place, depth) }
        while place < bytes.count {
            let byte = base[place]
            if state.isInString {
                if state.isEscaped { state.isEscaped = false }
                else if byte == 0x5C { state.isEscaped = true }
                else if byte == 0x22 {
                    state.isInString = false
                    if depth == 0 { place += 1; return true }
                }
            } else if byte == 0x22, !state.isScalar {
                state.isInString = true
            } else if byte == 0x7B || byte == 0x5B, !state.isScalar {
                depth += 1
            } else if byte == 0x7D || byte == 0x5D {
                if depth == 0 { return true }
                depth -= 1
                if depth == 0 { place += 1; return true }
            } else if depth == 0 {
                if byte == 0x2C || isSpace(byte) { return true }
                state.isScalar = true
            }
            place += 1
        }
        return false
    }

    @inline(__always) private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 10 || byte == 13 || byte == 9 }
}
