import Formats
import Foundation
import Glibc
import Media
import Preparing
import Records

/// A folder of sounds, videos, documents and point clouds for the tools that need no workspace: told apart by their endings,
/// in the order of their paths, each opened once, as many at a time as there are cores.
///
/// Every decoder works on a descriptor or in a process of its own with limits; see `docs/threat-model.md`.
struct MediaFolder {
    enum Kind: String, CaseIterable {
        case sounds, videos, documents, clouds

        var endings: Set<String> {
            switch self {
            case .sounds: ["wav", "flac", "aif", "aiff", "aifc", "ogg", "oga", "opus", "mp3", "m4a", "aac", "wma", "caf", "au"]
            case .videos: ["mp4", "m4v", "mov", "avi", "mkv", "webm", "mpg", "mpeg", "wmv", "ts", "flv", "ogv"]
            case .documents: ["pdf", "docx"]
            case .clouds: ["pcd", "ply", "las", "laz"]
            }
        }
    }

    let listing: FolderListing
    /// In order, below the folder.
    let paths: [Kind: [String]]

    init(_ listing: FolderListing) {
        self.listing = listing
        var paths: [Kind: [String]] = [:]
        for path in listing.paths {
            let ending = path.split(separator: ".").last?.lowercased() ?? ""
            if let kind = Kind.allCases.first(where: { $0.endings.contains(ending) }) { paths[kind, default: []].append(path) }
        }
        self.paths = paths
    }

    /// Kinds of which there are files.
    var kinds: [Kind] { Kind.allCases.filter { paths[$0] != nil } }
    var count: Int { paths.values.reduce(0) { $0 + $1.count } }

    struct Checked {
        var seen: Int
        var unreadable: Int
        /// In the order of the paths, each at its file.
        var findings: [Finding]
    }

    func checked(_ kind: Kind, watch: ReadWatch?) async throws -> Checked {
        switch kind {
        case .sounds: try await sounds(watch)
        case .videos: try await videos(watch)
        case .documents: try await documents(watch)
        case .clouds: try await clouds(watch)
        }
    }

    /// The id of each is its place among the paths of its kind.
    private func each<Output: Sendable>(_ kind: Kind, _ watch: ReadWatch?, _ work: @escaping @Sendable (_ id: ItemID, _ path: String, _ file: String) -> Output) async throws -> [Output] {
        try await EveryCore.map(Array((paths[kind] ?? []).enumerated()), watch: watch) { [listing] in
            work(ItemID(raw: Int64($0.offset)), $0.element, listing.fullPath($0.element))
        }
    }

    func measuredSounds(_ watch: ReadWatch?) async throws -> [CheckedSound] {
        try await each(.sounds, watch) { id, path, file in
            do throws(AudioError) { return CheckedSound(id: id, key: path, reading: .measured(try AudioChecks.measure(path: file))) } catch {
                return CheckedSound(id: id, key: path, reading: .unreadable(error))
            }
        }
    }

    private func sounds(_ watch: ReadWatch?) async throws -> Checked {
        let report = AudioChecks.report(try await measuredSounds(watch))
        return Checked(seen: report.seen, unreadable: report.unreadable, findings: report.findings.map(Self.told))
    }

    func measuredVideos(_ watch: ReadWatch?) async throws -> [CheckedVideo] {
        try await each(.videos, watch) { id, path, file in
            do throws(VideoError) { return CheckedVideo(id: id, key: path, reading: .measured(try VideoChecks.measure(path: file))) } catch {
                return CheckedVideo(id: id, key: path, reading: .unreadable(error))
            }
        }
    }

    private func videos(_ watch: ReadWatch?) async throws -> Checked {
        let report = VideoChecks.report(try await measuredVideos(watch))
        return Checked(seen: report.seen, unreadable: report.unreadable, findings: report.findings.map(Self.told))
    }

    private func documents(_ watch: ReadWatch?) async throws -> Checked {
        let checked = try await each(.documents, watch) { id, path, file in
            do throws(DocumentError) {
                return CheckedDocument(id: id, key: path, reading: .measured(try DocumentChecks.measure(DocumentSource(path: file, named: path))))
            } catch {
                return CheckedDocument(id: id, key: path, reading: .unreadable(error))
            }
        }
        let report = DocumentChecks.report(checked)
        return Checked(seen: report.seen, unreadable: report.unreadable, findings: report.findings.map(Self.placed))
    }

    func measuredClouds(_ watch: ReadWatch?) async throws -> [CheckedPointCloud] {
        try await each(.clouds, watch) { id, path, file in CheckedPointCloud(id: id, key: path, reading: Self.cloud(path, file)) }
    }

    private func clouds(_ watch: ReadWatch?) async throws -> Checked {
        let report = PointCloudChecks.report(try await measuredClouds(watch))
        return Checked(seen: report.seen, unreadable: report.unreadable, findings: report.findings.map(Self.placed))
    }

    private static func cloud(_ path: String, _ file: String) -> CheckedPointCloud.Reading {
        let format: PointCloudFormat = switch path.split(separator: ".").last?.lowercased() ?? "" {
        case "pcd": .pcd
        case "ply": .ply
        default: .las
        }
        do {
            let size = (try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int) ?? 0
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
            defer { try? handle.close() }
            return try PointCloudChecks.read(format: format, fileBytes: size) { buffer in
                let count = Glibc.read(handle.fileDescriptor, buffer.baseAddress, buffer.count)
                guard count >= 0 else { throw CocoaError(.fileReadUnknown) }
                return count
            }
        } catch {
            return .unreadable(.truncated(format, at: 0), declared: nil, points: 0)
        }
    }

    /// The stretches a finding is about go behind its words; of many the first five.
    private static func told(_ timed: TimedFinding) -> Finding {
        var finding = placed(timed.finding)
        guard !timed.spans.isEmpty else { return finding }
        let more = timed.spans.count > 5 ? " and \(timed.spans.count - 5) more" : ""
        finding.message += " (" + timed.spans.prefix(5).map(\.words).joined(separator: ", ") + more + ")"
        return finding
    }

    /// Files are named by their path.
    private static func placed(_ finding: Finding) -> Finding {
        var finding = finding
        finding.place = Place(file: finding.place?.record ?? finding.place?.file, line: finding.place?.line)
        return finding
    }
}
