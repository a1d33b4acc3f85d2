import Foundation
import Media
import Records
import Storage
import Synchronization

/// The sizes a picture is asked for in. Coordinates always count in pixels of the upright original.
public enum ShownSize: String, Sendable, CaseIterable {
    /// The original where browsers draw it, else a lossless copy of it.
    case full
    /// At most 2048 pixels long: what an editor opens with.
    case view
    /// At most 256 pixels long, for lists.
    case thumb
}

/// Copies of pictures for showing: made when first asked for, kept as blobs, found again by the original's digest.
///
/// As many are made at a time as there are cores: a page of a hundred thumbnails must not decode a hundred photographs
/// at once. Two callers who ask for the same copy wait for one making of it.
actor PictureCopies {
    private struct Key: Hashable {
        var original: String
        var size: ShownSize
    }

    private let store: Store
    private let queue = OperationQueue()
    private var making: [Key: Task<BlobReference, any Error>] = [:]

    init(store: Store) {
        self.store = store
        queue.maxConcurrentOperationCount = max(1, ProcessInfo.processInfo.activeProcessorCount)
        queue.name = "picture copies"
    }

    func copy(of original: BlobReference, size: ShownSize) async throws -> BlobReference {
        if Self.isShownAsItIs(original, size) { return original }
        if let kept = try await store.read({ try $0.renditions.find(original.sha256, size: size.rawValue) }), try store.blobs.contains(kept.sha256) {
            return kept
        }
        let key = Key(original: original.sha256, size: size)
        if let task = making[key] { return try await task.value }
        let task = Task { try await make(original, size) }
        making[key] = task
        defer { making[key] = nil }
        return try await task.value
    }

    private static func isShownAsItIs(_ original: BlobReference, _ size: ShownSize) -> Bool {
        guard drawnByBrowsers.contains(original.type), let width = original.width, let height = original.height else { return false }
        switch size {
        case .full: return true
        case .view: return max(width, height) <= PictureSize.view.longestSide
        case .thumb: return max(width, height) <= PictureSize.thumbnail.longestSide
        }
    }

    private static let drawnByBrowsers = Set(ImageFormat.allCases.filter(\.isDrawnByBrowsers).map(\.mediaType))

    private func make(_ original: BlobReference, _ size: ShownSize) async throws -> BlobReference {
        let blobs = store.blobs
        let made = try await onQueue {
            let picture = try Self.picture(from: blobs.read(original.sha256), size)
            var blob = BlobReference(sha256: try blobs.put(picture.bytes), size: Int64(picture.bytes.count), type: picture.format.mediaType)
            (blob.width, blob.height, blob.orientation) = (picture.width, picture.height, 1)
            return blob
        }
        try await store.write(.relaxed) { try $0.renditions.save(made, of: original.sha256, size: size.rawValue) }
        return made
    }

    private static func picture(from bytes: [UInt8], _ size: ShownSize) throws(ImageError) -> EncodedPicture {
        switch size {
        case .thumb: try PictureSize.thumbnail.make(from: bytes)
        case .view: try PictureSize.view.make(from: bytes)
        case .full: try EncodedPicture(ImageDecoder.decode(bytes, DecodeOptions(alpha: .over(255))).raster, as: .png(effort: 3))
        }
    }

    private func onQueue<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            queue.addOperation { continuation.resume(with: Result { try body() }) }
        }
    }
}
