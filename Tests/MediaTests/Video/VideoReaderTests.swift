import Foundation
import Testing
@testable import Media

@Suite("Video as frames", .serialized)
struct VideoReaderTests {
    static func frames(_ path: String, longestSide: Int = 64, _ limits: VideoLimits = VideoLimits()) throws -> (all: [VideoFrame], reader: VideoReader) {
        let reader = try VideoReader(path: path, longestSide: longestSide, limits: limits)
        var all: [VideoFrame] = []
        while let frame = try reader.next() { all.append(frame) }
        return (all, reader)
    }

    private func outcome(_ path: String, _ limits: VideoLimits = VideoLimits(), tools: MediaTools = MediaTools()) -> VideoError? {
        do {
            let reader = try VideoReader(path: path, limits: limits, tools: tools)
            while try reader.next() != nil {}
            return nil
        } catch {
            return error as? VideoError
        }
    }

    @Test("frames come in order with their own times, small, in the colours that were drawn")
    func plain() throws {
        guard ScratchFolder.hasTools(for: "frames of a drawn video") else { return }
        let folder = try ScratchFolder()
        let path = try folder.draw("a.mp4", ["-f", "lavfi", "-i", "color=red:s=320x180:r=10:d=1", "-f", "lavfi", "-i", "sine=d=1", "-pix_fmt", "yuv420p"])
        let (all, reader) = try Self.frames(path)
        #expect(all.map(\.number) == Array(0..<10))
        #expect(all.map(\.seconds) == (0..<10).map { Double($0) / 10 })
        #expect(all[3].raster.width == 64 && all[3].raster.height == 36)
        let pixel = Array(all[3].raster.pixel(10, 10))
        #expect(pixel[0] > 245 && pixel[1] < 10 && pixel[2] < 10, "\(pixel)")
        #expect(reader.notes.isEmpty)
        let facts = reader.facts
        #expect(facts.codec == "h264" && facts.width == 320 && facts.height == 180 && facts.rotation == 0)
        #expect(facts.nominalRate == 10 && facts.averageRate == 10 && facts.declaredFrames == 10 && facts.declaredSeconds == 1)
        #expect(facts.soundTracks.map(\.codec) == ["aac"] && facts.soundTracks[0].sampleRate == 44_100)
    }

    @Test("a variable rate is told as it is")
    func variableRate() throws {
        guard ScratchFolder.hasTools(for: "a video of variable rate") else { return }
        let folder = try ScratchFolder()
        // Ten frames a second for a second, then two a second for two.
        let path = try folder.draw("a.mkv", [
            "-f", "lavfi", "-i", "testsrc=s=160x90:r=10:d=3", "-vf", "select='lt(t,1)+not(mod(n,5))'", "-fps_mode", "passthrough", "-pix_fmt", "yuv420p",
        ])
        let (all, _) = try Self.frames(path)
        let expected = (0..<10).map { Double($0) / 10 } + [1, 1.5, 2, 2.5]
        #expect(all.count == expected.count)
        for (frame, seconds) in zip(all, expected) { #expect(abs(frame.seconds - seconds) < 0.002) }
    }

    @Test("a turned video is upright, and pixels that are not square are made so")
    func rotation() throws {
        guard ScratchFolder.hasTools(for: "a turned video") else { return }
        let folder = try ScratchFolder()
        let path = try folder.draw("a.mp4", ["-f", "lavfi", "-i", "color=blue:s=320x180:r=5:d=1", "-vf", "drawbox=x=0:y=0:w=160:h=180:c=red:t=fill", "-pix_fmt", "yuv420p"])
        let turned = try folder.draw("turned.mp4", ["-i", path, "-c", "copy", "-metadata:s:v:0", "rotate=90"])
        let (all, reader) = try Self.frames(turned)
        #expect([90, 270].contains(reader.facts.rotation) && reader.facts.uprightWidth == 180)
        #expect(all[0].raster.width == 36 && all[0].raster.height == 64)
        // What was on the left is above after a quarter turn clockwise.
        let above = Array(all[0].raster.pixel(18, 10)), below = Array(all[0].raster.pixel(18, 54))
        #expect((above[0] > 200 && below[2] > 200) == (reader.facts.rotation == 90))
        #expect((below[0] > 200 && above[2] > 200) == (reader.facts.rotation == 270))
        let wide = try folder.draw("wide.mp4", ["-f", "lavfi", "-i", "color=blue:s=90x90:r=5:d=1", "-vf", "setsar=2", "-pix_fmt", "yuv420p"])
        #expect(try Self.frames(wide).all[0].raster.width == 64)
        #expect(try Self.frames(wide).all[0].raster.height == 32)
    }

    @Test("a video cut off anywhere is refused, or read with a note")
    func truncations() throws {
        guard ScratchFolder.hasTools(for: "cut videos") else { return }
        let folder = try ScratchFolder()
        let drawing = ["-f", "lavfi", "-i", "testsrc=s=64x48:r=5:d=1", "-pix_fmt", "yuv420p", "-g", "2", "-c:v", "mpeg4", "-q:v", "20", "-movflags"]
        for flags in ["+faststart", "+write_colr"] {
            try folder.draw("whole.mp4", drawing + [flags])
            let whole = try folder.bytes("whole.mp4")
            // Every length at both ends, every 97th between: each is two processes.
            let lengths = Set(0..<16).union(stride(from: 16, to: whole.count, by: 97)).union(whole.count - 12..<whole.count).sorted()
            for length in lengths {
                let path = try folder.write(Array(whole.prefix(length)), "cut.mp4")
                do {
                    let (all, reader) = try Self.frames(path)
                    #expect(!reader.notes.isEmpty, "\(flags): \(length) of \(whole.count) gave \(all.count) frames and no note")
                } catch let error as VideoError {
                    #expect(!error.description.isEmpty && error.hint != nil, "\(length)")
                }
            }
        }
    }

    @Test("half a video ends with a note of where")
    func half() throws {
        guard ScratchFolder.hasTools(for: "half a video") else { return }
        let folder = try ScratchFolder()
        try folder.draw("whole.mp4", ["-f", "lavfi", "-i", "testsrc2=s=160x120:r=10:d=4", "-pix_fmt", "yuv420p", "-g", "10", "-movflags", "+faststart"])
        let whole = try folder.bytes("whole.mp4")
        let (all, reader) = try Self.frames(folder.write(Array(whole.prefix(whole.count / 2)), "half.mp4"))
        #expect(all.count > 5 && all.count < 35)
        guard case .truncated(let at, let of)? = reader.notes.first else { return #expect(Bool(false), "\(reader.notes)") }
        #expect(abs(at - (all[all.count - 1].seconds + 0.1)) < 1e-6 && abs(of - 4) < 0.01)
    }

    @Test("a playlist under a video's name is refused and what it names is not opened", arguments: ["playlist", "concat", "dash", "reference"])
    func playlists(_ kind: String) throws {
        guard ScratchFolder.hasTools(for: "playlists") else { return }
        let folder = try ScratchFolder()
        let good = try folder.draw("good.mp4", ["-f", "lavfi", "-i", "testsrc=s=64x48:r=5:d=1", "-pix_fmt", "yuv420p"])
        #expect(outcome(good) == nil)
        try folder.draw("good.ts", ["-i", good, "-c", "copy"])
        let text = switch kind {
        case "playlist": "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:2\n#EXTINF:1.0,\nfile:\(folder.path("good.ts"))\n#EXT-X-ENDLIST\n"
        case "concat": "ffconcat version 1.0\nfile '\(good)'\n"
        case "dash": "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"><Period><AdaptationSet mimeType=\"video/mp4\"><BaseURL>\(good)</BaseURL></AdaptationSet></Period></MPD>"
        default: "RTSPtext\(good)\n"
        }
        let error = outcome(try folder.write(Array(text.utf8), "clip.mp4"))
        guard case .notVideo? = error else { return #expect(Bool(false), "\(kind): \(String(describing: error))") }
        #expect(try AudioReaderRefusal.of(folder.path("clip.mp4")))
    }

    @Test("names that look like options or addresses are names")
    func names() throws {
        guard ScratchFolder.hasTools(for: "odd names") else { return }
        let folder = try ScratchFolder()
        let good = try folder.draw("good.mp4", ["-f", "lavfi", "-i", "testsrc=s=64x48:r=5:d=1", "-pix_fmt", "yuv420p"])
        for name in ["-version", "http:clip.mp4", "concat:a|b", "a b'\"%d.mp4", "ünï.mp4"] {
            try FileManager.default.copyItem(atPath: good, toPath: folder.path(name))
            #expect(try Self.frames(folder.path(name)).all.count == 5, "\(name)")
        }
    }

    @Test("limits stop what is too large, too long or has too many frames; a sound is no video")
    func limits() throws {
        guard ScratchFolder.hasTools(for: "limits of videos") else { return }
        let folder = try ScratchFolder()
        let path = try folder.draw("a.mp4", ["-f", "lavfi", "-i", "testsrc=s=64x48:r=5:d=2", "-pix_fmt", "yuv420p"])
        var limits = VideoLimits()
        limits.maximumPixels = 3000
        #expect(outcome(path, limits) == .tooManyPixels(width: 64, height: 48, limit: 3000))
        limits = VideoLimits()
        limits.maximumSeconds = 1
        #expect(outcome(path, limits) == .tooLong(seconds: 2, limit: 1))
        limits = VideoLimits()
        limits.maximumFrames = 9
        #expect(outcome(path, limits) == .tooManyFrames(10, limit: 9))
        let sound = try folder.write(DrawnSound.wav(DrawnSound.sine(300, seconds: 1, rate: 8000), rate: 8000), "a.wav")
        #expect(outcome(sound) == .noTrack(container: "wav"))
        #expect(outcome(path, tools: MediaTools(folders: [])) == .tool(.missing("ffprobe", package: "ffmpeg")))
    }

    @Test("times are read from whole lines, however the bytes come, and a frame without one gets that of the one before")
    func times() {
        var times = FrameTimes()
        times.add(Array("frame:0    pts:40000   pts_ti".utf8))
        #expect(!times.hasNext)
        times.add(Array("me:0.04\nt=1\nframe:1    pts:NOPTS   pts_time:NOPTS\nt=1\nframe:2    pts:-5".utf8))
        times.add(Array("00 pts_time:-0.0005\n".utf8))
        #expect([times.next(), times.next(), times.next()] == [0.04, 0.04, -0.0005])
        #expect(!times.hasNext && times.timeless == 1)
    }
}

private enum AudioReaderRefusal {
    static func of(_ path: String) throws -> Bool {
        do {
            _ = try AudioReader(path: path)
            return false
        } catch AudioError.notAudio {
            return true
        }
    }
}
