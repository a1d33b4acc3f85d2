/// The times of frames, from the lines that ffmpeg's filter `metadata=print` writes: `frame:12 pts:480000 pts_time:0.48`,
/// in millionths of a second. Other lines are passed over.
struct FrameTimes {
    private var line: [UInt8] = []
    private var waiting: [Double] = []
    private var taken = 0
    private var last = 0.0
    /// Frames whose line gave no time; they got that of the one before.
    private(set) var timeless = 0

    var hasNext: Bool { taken < waiting.count }

    mutating func add(_ bytes: [UInt8]) {
        for byte in bytes {
            if byte != UInt8(ascii: "\n") {
                if line.count < 256 { line.append(byte) }
                continue
            }
            if line.starts(with: Array("frame:".utf8)) { waiting.append(time(of: line)) }
            line.removeAll(keepingCapacity: true)
        }
    }

    /// Only when `hasNext`.
    mutating func next() -> Double {
        let time = waiting[taken]
        taken += 1
        if taken == waiting.count {
            waiting.removeAll(keepingCapacity: true)
            taken = 0
        }
        return time
    }

    private mutating func time(of line: [UInt8]) -> Double {
        let words = String(decoding: line, as: UTF8.self).split(separator: " ")
        guard let word = words.first(where: { $0.hasPrefix("pts:") }), let millionths = Int64(word.dropFirst(4)) else {
            timeless += 1
            return last
        }
        last = Double(millionths) / 1e6
        return last
    }
}
