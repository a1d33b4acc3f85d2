import Media
import Records

/// What pictures say besides their pixels: whatever is read, a cleaned copy says nothing and is not cleaned further.
enum MetadataLaws {
    @Sendable static func picture(_ bytes: [UInt8]) throws {
        _ = try? ImageMetadata.read(bytes)
        let clean = try MetadataRemoval.cleaned(bytes)
        let left = try ImageMetadata.read(clean.bytes).entries.map(\.name)
        law(left.allSatisfy { $0 == "Orientation" }, "nothing but the turn is left", left.joined(separator: ","))
        let again = try MetadataRemoval.cleaned(clean.bytes)
        law(again.bytes == clean.bytes, "a clean copy is clean")
    }
}
