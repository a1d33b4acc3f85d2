import Foundation
import Kernels
import Preparing
import Records

/// Copies among the files of one kind in a folder: equal bytes, and what sounds, moves or stands alike.
///
/// Sounds are compared by their fingerprints, videos by their frames, point clouds by the space they fill; of documents
/// only equal files are told. Files that are equal are found without being decoded.
struct MediaCopies {
    struct Group {
        var isOneFile: Bool
        /// In order.
        var files: [String]
    }

    var groups: [Group]
    var seen: Int
    var unreadable: Int
    /// Too short or too coarse to be compared by more than their bytes.
    var uncompared: Int
}

extension MediaFolder {
    func copies(_ kind: Kind, watch: ReadWatch?) async throws -> MediaCopies {
        let found: Likeness = switch kind {
        case .sounds: Self.alike(try await measuredSounds(watch))
        case .videos: Self.alike(try await measuredVideos(watch))
        case .clouds: Self.alike(try await measuredClouds(watch))
        case .documents: Likeness()
        }
        return joined(paths[kind] ?? [], found)
    }

    /// Places of files that are alike, whatever the kind.
    private struct Likeness {
        var groups: [[Int]] = []
        var unreadable = 0
        var uncompared = 0
    }

    private static func alike(_ sounds: [CheckedSound]) -> Likeness {
        var finder = AudioDuplicates()
        for sound in sounds { sound.measurements.map { finder.add(sound.id, $0.fingerprint) } }
        let found = finder.result(threads: ProcessInfo.processInfo.activeProcessorCount)
        return Likeness(groups: found.groups.map(places), unreadable: sounds.count { $0.measurements == nil }, uncompared: found.tooShort)
    }

    private static func alike(_ videos: [CheckedVideo]) -> Likeness {
        var finder = VideoDuplicates()
        for video in videos { video.measurements.map { finder.add(video.id, $0.kept) } }
        let found = finder.result()
        return Likeness(groups: found.groups.map(places), unreadable: videos.count { $0.measurements == nil }, uncompared: found.tooShort)
    }

    private static func alike(_ clouds: [CheckedPointCloud]) -> Likeness {
        var finder = PointCloudDuplicates()
        for cloud in clouds { cloud.measurements.map { finder.add(cloud.id, $0) } }
        let found = finder.result()
        return Likeness(groups: found.groups.map { places($0.members) }, unreadable: clouds.count { $0.measurements == nil }, uncompared: found.tooCoarse)
    }

    private static func places(_ members: [ItemID]) -> [Int] { members.map { Int($0.raw) } }

    private func joined(_ paths: [String], _ found: Likeness) -> MediaCopies {
        var joined = UnionFind(count: paths.count)
        for group in found.groups { for place in group.dropFirst() { joined.join(group[0], place) } }
        let digests = digests(paths)
        for equal in Dictionary(grouping: digests.keys.sorted(), by: { digests[$0] ?? "" }).values { for place in equal.dropFirst() { joined.join(equal[0], place) } }
        let groups = joined.groups().map { members in
            MediaCopies.Group(isOneFile: digests[members[0]] != nil && members.allSatisfy { digests[$0] == digests[members[0]] }, files: members.map { paths[$0] })
        }
        return MediaCopies(groups: groups, seen: paths.count, unreadable: found.unreadable, uncompared: found.uncompared)
    }

    /// Of files that another one has the size of; the others are like none.
    private func digests(_ paths: [String]) -> [Int: String] {
        let sizes = paths.map { (try? FileManager.default.attributesOfItem(atPath: listing.fullPath($0)))?[.size] as? Int }
        let shared = Dictionary(grouping: paths.indices) { sizes[$0] ?? -1 }.filter { $0.key > 0 && $0.value.count > 1 }
        var digests: [Int: String] = [:]
        for place in shared.values.joined() { digests[place] = ContentHash.hex(ofFile: listing.fullPath(paths[place])) }
        return digests
    }
}
