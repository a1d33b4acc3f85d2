import Foundation
import Kernels
import Media
import Records
import Testing
@testable import Preparing

@Suite("Checks of videos", .serialized)
struct VideoChecksTests {
    private static let size = "s=160x120:r=10"

    /// Sources after one another, in one file.
    private func joined(_ folder: SoundFolder, _ sources: [String], _ name: String = "joined.mp4", after filter: String = "null") throws -> String {
        let inputs = sources.flatMap { ["-f", "lavfi", "-i", $0] }
        let pads = sources.indices.map { "[\($0):v]setsar=1,format=yuv420p[v\($0)];" }.joined() + sources.indices.map { "[v\($0)]" }.joined()
        return try folder.draw(name, inputs + ["-filter_complex", "\(pads)concat=n=\(sources.count)[j];[j]\(filter)", "-pix_fmt", "yuv420p", "-g", "20"])
    }

    /// The numbers after these words in what a filter of ffmpeg says of a file.
    private func told(_ folder: SoundFolder, _ path: String, _ filter: String, _ word: String) throws -> [Double] {
        try folder.run(["-i", path, "-vf", filter, "-f", "null", "-"], level: "info").components(separatedBy: word).dropFirst().compactMap { rest in
            Double(rest.drop { $0 == " " }.prefix { $0.isNumber || $0 == "." })
        }
    }

    @Test("black stretches are those that were drawn and those of ffmpeg's blackdetect")
    func black() throws {
        guard SoundFolder.hasTools(for: "black stretches") else { return }
        let folder = try SoundFolder()
        let sources = ["testsrc2=\(Self.size):d=2", "color=black:\(Self.size):d=3", "testsrc2=\(Self.size):d=1", "color=black:\(Self.size):d=0.5", "testsrc2=\(Self.size):d=1"]
        let path = try joined(folder, sources)
        let video = try VideoChecks.measure(path: path)
        #expect(video.black.count == 2 && video.timing.frames == 75)
        for (span, drawn) in zip(video.black, [(2.0, 5.0), (6, 6.5)]) { #expect(abs(span.start - drawn.0) < 0.01 && abs(span.end - drawn.1) < 0.01, "\(span)") }
        let starts = try told(folder, path, "blackdetect=d=0.3", "black_start:"), ends = try told(folder, path, "blackdetect=d=0.3", "black_end:")
        #expect(zip(video.black, zip(starts, ends)).allSatisfy { abs($0.start - $1.0) < 0.11 && abs($0.end - $1.1) < 0.11 } && starts.count == 2)
        let found = VideoChecks.findings(video, key: "v").filter { $0.finding.code == "video.black" }
        let spans = found.map(\.spans)
        #expect(spans == [[video.black[0]]])
    }

    @Test("frozen stretches are those that were drawn and those of ffmpeg's freezedetect; noise is not frozen")
    func frozen() throws {
        guard SoundFolder.hasTools(for: "frozen stretches") else { return }
        let folder = try SoundFolder()
        let path = try joined(folder, ["mandelbrot=\(Self.size):end_scale=0.01,trim=duration=2", "smptebars=\(Self.size):d=3", "mandelbrot=\(Self.size):end_scale=0.01,trim=duration=2"])
        let video = try VideoChecks.measure(path: path)
        let span = try #require(video.frozen.max { $0.seconds < $1.seconds })
        #expect(abs(span.start - 2) < 0.11 && abs(span.end - 5) < 0.11, "\(video.frozen)")
        let start = try #require(try told(folder, path, "freezedetect=d=2", "freeze_start:").first), end = try #require(try told(folder, path, "freezedetect=d=2", "freeze_end:").first)
        #expect(abs(span.start - start) < 0.21 && abs(span.end - end) < 0.21, "\(span), ffmpeg \(start) to \(end)")
        #expect(VideoChecks.findings(video, key: "v").contains { $0.finding.code == "video.frozen" })
        let noisy = try folder.draw("noisy.mp4", [
            "-f", "lavfi", "-i", "smptebars=s=640x480:r=10:d=4", "-vf", "noise=alls=12:allf=t", "-pix_fmt", "yuv420p", "-crf", "18",
        ])
        #expect(try VideoChecks.measure(path: noisy).frozen.allSatisfy { $0.seconds < 2 })
    }

    @Test("planted cuts are found where they are, and nothing else is taken for one")
    func cuts() throws {
        guard SoundFolder.hasTools(for: "shot cuts") else { return }
        let folder = try SoundFolder()
        let shots = ["testsrc2", "mandelbrot", "smptebars", "testsrc", "gradients=c0=red:c1=blue:seed=1:", "rgbtestsrc", "color=gray:", "cellauto=rule=110:seed=2:", "yuvtestsrc", "smptehdbars"]
        let sources = shots.map { $0 + ($0.hasSuffix(":") ? "" : "=") + Self.size }
        // The generators without a length of their own are cut by `trim`.
        let inputs = sources.flatMap { ["-f", "lavfi", "-t", "1.5", "-i", $0] }
        let pads = sources.indices.map { "[\($0):v]scale=160:120,setsar=1,fps=10,format=yuv420p[v\($0)];" }.joined() + sources.indices.map { "[v\($0)]" }.joined()
        let path = try folder.draw("cuts.mp4", inputs + ["-filter_complex", "\(pads)concat=n=\(sources.count)", "-pix_fmt", "yuv420p"])
        let video = try VideoChecks.measure(path: path)
        let planted = (1..<shots.count).map { Double($0) * 1.5 }
        let hits = planted.filter { cut in video.cuts.contains { abs($0 - cut) < 0.01 } }
        print("shot cuts: recall \(hits.count) of \(planted.count), precision \(hits.count) of \(video.cuts.count)")
        #expect(hits.count == planted.count, "\(video.cuts)")
        #expect(video.cuts.count - hits.count <= 1, "\(video.cuts)")
    }

    @Test("a flash is no cut, and neither is a slow fade")
    func flash() throws {
        guard SoundFolder.hasTools(for: "flashes") else { return }
        let folder = try SoundFolder()
        let flash = try joined(folder, ["smptebars=\(Self.size):d=1", "color=white:\(Self.size):d=0.1", "smptebars=\(Self.size):d=1"])
        let flashed = try VideoChecks.measure(path: flash).cuts
        #expect(flashed == [])
        let fade = try folder.draw("fade.mp4", ["-f", "lavfi", "-i", "testsrc2=\(Self.size):d=4", "-vf", "fade=out:5:30", "-pix_fmt", "yuv420p"])
        let faded = try VideoChecks.measure(path: fade).cuts
        #expect(faded == [])
    }

    @Test("the runs of kept frames tile the video, and what stands still is kept once")
    func kept() throws {
        guard SoundFolder.hasTools(for: "kept frames") else { return }
        let folder = try SoundFolder()
        let path = try joined(folder, ["smptebars=\(Self.size):d=5", "mandelbrot=\(Self.size):end_scale=0.01,trim=duration=4"])
        let video = try VideoChecks.measure(path: path)
        #expect(video.comparedFrames == 18, "two a second for nine seconds")
        #expect(video.kept[0].run.start == 0 && video.kept[0].comparedFrames == 10 && abs(video.kept[0].run.end - 5) < 0.01)
        #expect(zip(video.kept, video.kept.dropFirst()).allSatisfy { $0.run.end == $1.run.start })
        #expect(video.kept.reduce(0) { $0 + $1.comparedFrames } == video.comparedFrames && abs((video.kept.last?.run.end ?? 0) - 9) < 0.01)
        var settings = VideoCheckSettings()
        settings.looking.framesPerSecond = 5
        settings.looking.keepsSharpest = true
        let more = try VideoChecks.measure(path: path, settings)
        #expect(more.comparedFrames == 45 && more.kept.count >= video.kept.count)
    }

    @Test("times: usual interval, gaps, uneven and backward steps", arguments: [
        ([0, 0.1, 0.2, 0.3, 0.4], 0, 0, 0), ([0, 0.1, 0.2, 0.5, 0.6, 0.7], 1, 2, 0), ([0, 0.1, 0.2, 0.1, 0.2, 0.3], 0, 0, 1), ([0, 0.1, 0.1, 0.2], 0, 0, 1),
        ([5], 0, 0, 0), ([], 0, 0, 0), ([0, 0.1, 0.2, 0.265, 0.365], 0, 0, 0), ([0, 0.1, 0.2, 0.3, 0.47], 1, 0, 0), ([0, 1e300, -1e300], 0, 0, 1),
    ] as [([Double], Int, Int, Int)])
    func timing(times: [Double], uneven: Int, missing: Int, backwards: Int) {
        let timing = FrameTiming(times)
        #expect(timing.unevenIntervals == uneven && timing.missingFrames == missing && timing.backwards == backwards, "\(timing)")
    }

    @Test("a variable rate and lost frames are told")
    func rate() throws {
        guard SoundFolder.hasTools(for: "variable rates") else { return }
        let folder = try SoundFolder()
        let source = ["-f", "lavfi", "-i", "testsrc2=\(Self.size):d=4"]
        let steady = try VideoChecks.measure(path: folder.draw("steady.mp4", source + ["-pix_fmt", "yuv420p"]))
        #expect(steady.timing.measuredRate.map { abs($0 - 10) < 0.01 } == true)
        #expect(!VideoChecks.findings(steady, key: "v").contains { $0.finding.code.hasSuffix("rate") || $0.finding.code.hasSuffix("frames") })
        let lossy = try VideoChecks.measure(path: folder.draw("lossy.mkv", source + ["-vf", "select='not(between(n,10,14))'", "-fps_mode", "passthrough", "-pix_fmt", "yuv420p"]))
        #expect(lossy.timing.missingFrames == 5 && lossy.timing.frames == 35)
        #expect(VideoChecks.findings(lossy, key: "v").contains { $0.finding.code == "video.missing-frames" })
    }

    @Test("a film at another size, an excerpt and another film: copies are told apart from what is none")
    func duplicates() throws {
        let film = SharedFolder.url.appendingPathComponent("data/video/bigbuckbunny.mp4").path
        guard SoundFolder.hasTools(for: "copies of videos"), FileManager.default.fileExists(atPath: film) else { return print("SKIPPED (no ../shared): copies of videos") }
        let folder = try SoundFolder()
        var settings = VideoCheckSettings()
        settings.looking.framesPerSecond = 5
        let small = try folder.draw("small.mp4", ["-i", film, "-vf", "scale=480:-2", "-crf", "32", "-an"])
        let excerpt = try folder.draw("excerpt.mp4", ["-ss", "1", "-t", "3", "-i", film, "-an"])
        let other = try folder.draw("other.mp4", ["-f", "lavfi", "-i", "mandelbrot=s=320x240:r=10:end_scale=0.01", "-t", "5", "-pix_fmt", "yuv420p"])
        var duplicates = VideoDuplicates()
        for (place, path) in [film, small, excerpt, other].enumerated() {
            let video = try VideoChecks.measure(path: path, settings)
            if place == 0 { print("bigbuckbunny: \(video.kept.count) kept of \(video.comparedFrames), cuts \(video.cuts), timing \(video.timing)") }
            duplicates.add(ItemID(raw: Int64(place)), video.kept)
        }
        let found = duplicates.result()
        for pair in found.pairs { print("  \(pair.first.raw) \(pair.second.raw): \(pair.matches) matches, Jaccard \(pair.jaccard), contained \(pair.contained)") }
        let pairs = found.pairs.map { "\($0.first.raw) \($0.second.raw)" }
        #expect(pairs == ["0 1", "0 2", "1 2"])
        let groups: [[Int64]] = found.groups.map { $0.map(\.raw) }
        #expect(groups == [[0, 1, 2]])
    }

    @Test("what cannot be read, and what was cut short, is told with its place; the order of videos does not matter")
    func report() throws {
        guard SoundFolder.hasTools(for: "a report of videos") else { return }
        let folder = try SoundFolder()
        let good = try folder.draw("good.mp4", ["-f", "lavfi", "-i", "testsrc2=\(Self.size):d=3", "-pix_fmt", "yuv420p", "-movflags", "+faststart", "-g", "10"])
        let whole = try Data(contentsOf: URL(fileURLWithPath: good))
        try whole.prefix(whole.count / 2).write(to: folder.url.appendingPathComponent("half.mp4"))
        try Data("#EXTM3U\n\(good)\n".utf8).write(to: folder.url.appendingPathComponent("list.mp4"))
        let videos = ["good.mp4", "half.mp4", "list.mp4"].enumerated().map { place, name -> CheckedVideo in
            do throws(VideoError) {
                return CheckedVideo(id: ItemID(raw: Int64(place)), key: name, reading: .measured(try VideoChecks.measure(path: folder.path(name))))
            } catch {
                return CheckedVideo(id: ItemID(raw: Int64(place)), key: name, reading: .unreadable(error))
            }
        }
        let report = VideoChecks.report(videos)
        #expect(report == VideoChecks.report(videos.reversed()))
        #expect(report.seen == 3 && report.unreadable == 1)
        let cut = try #require(report.findings.first { $0.finding.code == "video.truncated" })
        #expect(cut.finding.place == Place(record: "half.mp4") && cut.spans.count == 1 && cut.spans[0].end == 3 && cut.spans[0].start < 2.5)
        #expect(report.findings.contains { $0.finding.code == "video.unknown-format" && $0.finding.place == Place(record: "list.mp4") })
        #expect(!report.findings.contains { $0.finding.place == Place(record: "good.mp4") && $0.finding.severity > .note })
    }

    @Test("settings are read, and what is unknown or out of range is refused")
    func settings() throws {
        let settings = try VideoCheckSettings(["frames-per-second": 4, "keeps-sharpest": true, "black-seconds": 0.5])
        #expect(settings.looking.framesPerSecond == 4 && settings.looking.keepsSharpest && settings.blackSeconds == 0.5)
        #expect(throws: Finding.self) { try VideoCheckSettings(["fps": 4]) }
        #expect(throws: Finding.self) { try VideoCheckSettings(["same-bits": 40]) }
    }
}
