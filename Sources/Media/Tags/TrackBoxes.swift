/// A track of an MP4 as far as it is needed to take it out: its number, what it holds, and where its samples lie.
struct TrackBoxes {
    let box: MovieBox
    private(set) var id = 0
    /// `vide`, `soun`, `meta`: printable letters alone.
    private(set) var handler = ""
    /// Numbers of the tracks that hold its chapters.
    private(set) var chapters: [Int] = []
    private var table: Range<Int>?

    private static let mostEntries = 8_000_000
    private static let slice = 65_536

    init(_ box: MovieBox, _ file: PatchedFile) throws(MediaTagError) {
        self.box = box
        for part in try MovieBox.list(in: box.body, of: file) {
            switch part.type {
            case "tkhd":
                let isLong = file.bytes(at: part.body.lowerBound, 1).first == 1
                id = MovieBox.number(file.bytes(at: part.body.lowerBound + (isLong ? 20 : 12), 4)[...])
            case "tref":
                for reference in try MovieBox.list(in: part.body, of: file) where reference.type == "chap" {
                    let bytes = file.bytes(at: reference.body.lowerBound, min(reference.body.count, 4096))
                    chapters += stride(from: 0, to: bytes.count - 3, by: 4).map { MovieBox.number(bytes[$0..<$0 + 4]) }
                }
            case "mdia":
                for part in try MovieBox.list(in: part.body, of: file) {
                    if part.type == "hdlr" {
                        let letters = file.bytes(at: part.body.lowerBound + 8, 4).filter { (0x21...0x7E).contains($0) }
                        handler = String(decoding: letters, as: UTF8.self)
                    }
                    guard part.type == "minf" else { continue }
                    table = try MovieBox.list(in: part.body, of: file).first { $0.type == "stbl" }?.body
                }
            default: break
            }
        }
    }

    /// The stretches of the file with its samples, a stretch a chunk (ISO 14496-12, 8.7).
    func samples(_ file: PatchedFile) throws(MediaTagError) -> [Range<Int>] {
        guard let table else { return [] }
        let boxes = try MovieBox.list(in: table, of: file)
        func numbers(_ type: String, skip: Int, width: Int, perEntry: Int = 1) throws(MediaTagError) -> [Int]? {
            guard let box = boxes.first(where: { $0.type == type }) else { return nil }
            let count = MovieBox.number(file.bytes(at: box.body.lowerBound + skip, 4)[...]), start = box.body.lowerBound + skip + 4
            guard count <= Self.mostEntries, start + count * width * perEntry <= box.body.upperBound else { throw .damaged("its table `\(type)` is too short") }
            return Self.numbers(file, start, count * perEntry, width)
        }
        var chunks = try numbers("stco", skip: 4, width: 4)
        if chunks == nil { chunks = try numbers("co64", skip: 4, width: 8) }
        guard let chunks else { return [] }
        guard let runs = try numbers("stsc", skip: 4, width: 4, perEntry: 3), let sized = boxes.first(where: { $0.type == "stsz" }) else {
            throw chunks.isEmpty ? .damaged("it has no table of samples") : .scatteredTrack(handler)
        }
        let uniform = MovieBox.number(file.bytes(at: sized.body.lowerBound + 4, 4)[...])
        let sizes = uniform > 0 ? [] : try numbers("stsz", skip: 8, width: 4) ?? []
        return try Self.stretches(chunks, runs, uniform, sizes)
    }

    /// `runs` has first chunk (from 1), samples a chunk, and what describes them.
    static func stretches(_ chunks: [Int], _ runs: [Int], _ uniform: Int, _ sizes: [Int]) throws(MediaTagError) -> [Range<Int>] {
        var (run, sample, found) = (0, 0, [Range<Int>]())
        for (place, start) in chunks.enumerated() {
            while run + 5 < runs.count, runs[run + 3] <= place + 1 { run += 3 }
            guard run + 2 < runs.count else { throw .damaged("its table `stsc` says nothing of a chunk") }
            let count = runs[run + 1]
            let length: Int
            if uniform > 0 {
                let (product, isTooLarge) = uniform.multipliedReportingOverflow(by: count)
                guard !isTooLarge else { throw .damaged("a chunk is larger than every file") }
                length = product
            } else {
                guard sample + count <= sizes.count else { throw .damaged("its table `stsz` is too short") }
                length = sizes[sample..<sample + count].reduce(0, +)
            }
            sample += count
            guard start <= Int.max - length else { throw .damaged("a chunk lies beyond every file") }
            if length > 0 { found.append(start..<start + length) }
        }
        return found
    }

    private static func numbers(_ file: PatchedFile, _ start: Int, _ count: Int, _ width: Int) -> [Int] {
        var all: [Int] = []
        all.reserveCapacity(count)
        while all.count < count {
            let bytes = file.bytes(at: start + all.count * width, min(slice, count - all.count) * width)
            guard bytes.count >= width else { return all }
            for place in stride(from: 0, through: bytes.count - width, by: width) { all.append(MovieBox.number(bytes[place..<place + width])) }
        }
        return all
    }
}
