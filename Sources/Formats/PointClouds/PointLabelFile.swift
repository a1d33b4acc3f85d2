import Records

/// SemanticKITTI's `labels/000000.label` beside `velodyne/000000.bin`: a 32-bit number a point, the class in its low and the
/// instance in its high 16 bits.
struct PointLabelFile {
    let path: String
    private(set) var runs = PointLabelRuns { PointClasses.semanticKITTI[$0] ?? String($0) }
    private(set) var count = 0
    private(set) var hasInstances = false
    /// Bytes at the end that make no whole number.
    private(set) var rest = 0

    /// `a/velodyne/1.bin` -> `a/labels/1.label`, or a label file in the same folder.
    static func path(for file: String, among paths: Set<String>) -> String? {
        let stem = ImageFiles.stem(file), folder = ImageFiles.parent(file)
        let candidates = [ImageFiles.join(ImageFiles.parent(folder), "labels/\(stem).label"), ImageFiles.join(folder, "\(stem).label")]
        return candidates.first { paths.contains($0) }
    }

    init(_ input: DatasetInput, _ path: String) throws {
        self.path = path
        let source = try input.source(path)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { buffer.deallocate() }
        var waiting: [UInt8] = []
        while case let read = try source.read(into: buffer), read > 0 {
            waiting += buffer[0..<read]
            let whole = waiting.count / 4
            waiting.withUnsafeBytes { bytes in
                for place in 0..<whole {
                    let number = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place * 4, as: UInt32.self))
                    runs.add(Int(number & 0xFFFF))
                    if number >> 16 != 0 { hasInstances = true }
                }
            }
            count += whole
            waiting.removeFirst(whole * 4)
        }
        rest = waiting.count
    }
}
