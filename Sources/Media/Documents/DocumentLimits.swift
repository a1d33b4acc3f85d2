/// How much a document may cost.
public struct DocumentLimits: Sendable, Hashable, Codable {
    /// Of the file; a PDF's own bytes are held while they are looked at.
    public var maximumBytes = 128 << 20
    /// Of which text and images are looked at; a document may have more.
    public var maximumPages = 2_000
    /// Unpacked size of one part: the text of a DOCX, the object streams of a PDF together.
    public var maximumUnpackedBytes = 64 << 20
    /// Parts of a DOCX.
    public var maximumParts = 10_000
    /// For one program on one document.
    public var maximumSeconds = 60.0
    public var maximumCPUSeconds = 30
    public var maximumMemoryBytes = 1 << 30
    public var maximumOutputBytes = 256 << 20

    public init() {}

    var process: ProcessLimits {
        var limits = ProcessLimits()
        limits.wallSeconds = maximumSeconds
        limits.cpuSeconds = maximumCPUSeconds
        limits.addressBytes = maximumMemoryBytes
        limits.outputBytes = maximumOutputBytes
        return limits
    }
}
