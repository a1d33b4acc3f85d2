import Foundation
import Records

/// Where the pictures of Prodigy's lines are: beside the file, or within the lines, as data URIs.
final class ProdigyPictures {
    private let input: DatasetInput
    private let options: DatasetReadOptions
    private let beside: LabelStudioFiles
    private let embedded: EmbeddedFiles?

    init(_ input: DatasetInput, _ options: DatasetReadOptions, hasEmbedded: Bool) throws {
        self.input = input
        self.options = options
        beside = LabelStudioFiles(input.listing)
        embedded = hasEmbedded ? try EmbeddedFiles() : nil
    }

    /// Once one picture is within its line, files that lie beside are put with those.
    var folder: String? { embedded?.folder }

    /// Finds the item's picture and its size.
    func complete(_ item: inout LabelledItem, _ image: String) -> [Finding] {
        do {
            if image.hasPrefix("data:") { try unpack(image, &item) } else { try find(image, &item) }
        } catch {
            return [Finding(.warning, "prodigy.image.unreadable", "the picture of `\(item.key)` cannot be read: \(error)", at: item.place)]
        }
        if item.picturePath == nil, options.needsFiles, !image.contains("://") {
            return [Finding(.warning, "prodigy.image.missing", "the picture of `\(item.key)` is not there", at: item.place, hint: "Put the pictures beside the file")]
        }
        if item.size == nil, let path = item.picturePath { item.size = options.probe?("\(folder ?? input.listing.folder)/\(path)") }
        return []
    }

    private func find(_ image: String, _ item: inout LabelledItem) throws {
        let found = beside.file(image)
        let name = image.hasPrefix("images/") ? String(image.dropFirst(7)) : VendorRecords.fileName(image)
        item.files["image"]?.name = item.key == name ? nil : name
        if found.path != nil, found.url == nil { item.files["image"]?.url = nil }
        guard let path = found.path else { return }
        item.picturePath = options.needsFiles ? try embedded?.keep(input.source(path).readAll(maximumBytes: 1 << 30), as: path) ?? path : path
    }

    /// `data:image/png;base64,....`
    private func unpack(_ image: String, _ item: inout LabelledItem) throws {
        guard let comma = image.firstIndex(of: ","), image[..<comma].hasSuffix(";base64"), let data = Data(base64Encoded: String(image[image.index(after: comma)...]), options: .ignoreUnknownCharacters) else { return }
        let bytes = [UInt8](data), type = PictureType.name(bytes)
        item.files["image"]?.type = type.map { "image/\($0)" } ?? image[..<comma].dropFirst(5).split(separator: ";").first.map(String.init)
        guard let embedded else { return }
        let name = FileNames.named(item.key, type: item.files["image"]?.type ?? "")
        item.files["image"]?.name = name == item.key ? nil : name
        item.picturePath = try embedded.keep(bytes, as: name)
    }
}
