import Foundation
import Testing
@testable import Media

@Suite("Sound as numbers")
struct AudioReaderTests {
    static func samples(_ path: String, _ limits: AudioLimits = AudioLimits(), tools: MediaTools = MediaTools()) throws -> (all: [Float], reader: AudioReader) {
        let reader = try AudioReader(path: path, limits: limits, tools: tools)
        var all: [Float] = [], block: [Float] = []
        while try reader.read(into: &block) > 0 { all += block }
        return (all, reader)
    }

    private func outcome(_ path: String, _ limits: AudioLimits = AudioLimits(), tools: MediaTools = MediaTools()) -> AudioError? {
        do {
            _ = try Self.samples(path, limits, tools: tools)
            return nil
        } catch {
            return error as? AudioError
        }
    }

    @Test("a WAV comes back as it was written, sample for sample, over many blocks")
    func wav() throws {
        let folder = try ScratchFolder()
        let written = (0..<30_000).map { Int16(truncatingIfNeeded: $0 * 7919) }
        let (all, reader) = try Self.samples(folder.write(DrawnSound.wav(written, rate: 16_000, channels: 2), "a.wav"))
        #expect(all == written.map { Float($0) / 32768 })
        #expect(reader.facts == AudioFacts(container: "wav", encoding: "pcm 16", bitDepth: 16, sampleRate: 16_000, channels: 2, declaredSeconds: 15_000.0 / 16_000, isExact: true))
        #expect(reader.framesRead == 15_000 && reader.notes.isEmpty)
    }

    @Test("the same sound reads the same from each lossless format, and with the same length from each lossy one")
    func formats() throws {
        guard ScratchFolder.hasTools(for: "sound in other formats") else { return }
        let folder = try ScratchFolder()
        let written = DrawnSound.sine(440, seconds: 1.5, rate: 48_000)
        let path = try folder.write(DrawnSound.wav(written, rate: 48_000), "a.wav")
        for name in ["a.flac", "a.aiff", "a.caf", "a.wv"] {
            let (all, reader) = try Self.samples(folder.draw(name, ["-i", path]))
            #expect(all == written.map { Float($0) / 32768 }, "\(name)")
            #expect(reader.notes.isEmpty && reader.facts.bitDepth == 16, "\(name): \(reader.notes) \(reader.facts)")
        }
        for name in ["a.mp3", "a.m4a", "a.ogg", "a.opus", "a.mkv"] {
            let codec = name == "a.ogg" ? ["-c:a", "libvorbis"] : []
            let (all, reader) = try Self.samples(folder.draw(name, ["-i", path] + codec))
            #expect(abs(Double(all.count) / 48_000 - 1.5) < 0.06, "\(name): \(all.count)")
            let power = all.reduce(0) { $0 + $1 * $1 } / Float(all.count)
            #expect(abs(power - 0.125) < 0.02, "\(name): \(power)")
            #expect(reader.notes.isEmpty && reader.facts.bitDepth == nil, "\(name): \(reader.notes)")
        }
    }

    @Test("a WAV cut off anywhere is refused, or ends with a note of where")
    func truncatedWAV() throws {
        let folder = try ScratchFolder()
        let whole = DrawnSound.wav(DrawnSound.sine(300, seconds: 0.02, rate: 8000), rate: 8000)
        for length in 0..<whole.count {
            let path = try folder.write(Array(whole.prefix(length)), "cut.wav")
            do {
                let (all, reader) = try Self.samples(path)
                let at = Double(all.count) / 8000
                #expect(reader.notes == [.truncated(atSeconds: at, ofSeconds: 0.02)], "\(length) of \(whole.count)")
            } catch let error as AudioError {
                #expect(length < 48, "\(length): \(error)")
            }
        }
        #expect(outcome(try folder.write([], "none.wav")) == .file(.empty))
        #expect(outcome(try folder.write(Array(whole.prefix(44)), "head.wav")) == .truncated(atByte: 44))
    }

    @Test("FLAC, Ogg and AIFF cut in the middle end with a note of where", arguments: ["a.flac", "a.ogg", "a.aiff"])
    func truncatedOthers(_ name: String) throws {
        guard ScratchFolder.hasTools(for: "cut \(name)") else { return }
        let folder = try ScratchFolder()
        let path = try folder.write(DrawnSound.wav(DrawnSound.sine(300, seconds: 3, rate: 16_000), rate: 16_000), "whole.wav")
        try folder.draw(name, ["-i", path] + (name == "a.ogg" ? ["-c:a", "libvorbis", "-page_duration", "100000"] : []))
        let whole = try folder.bytes(name)
        for share in [0.0005, 0.01, 0.3, 0.6, 0.9, 0.999] {
            let cut = try folder.write(Array(whole.prefix(Int(Double(whole.count) * share))), "cut")
            do {
                let (all, reader) = try Self.samples(cut)
                let isTold = reader.notes.contains { if case .truncated(let at, _) = $0 { at <= Double(all.count) / 16_000 + 1e-9 } else { false } }
                #expect(isTold, "\(name) \(share): \(reader.notes)")
            } catch let error as AudioError {
                #expect(share < (name == "a.ogg" ? 0.35 : 0.2), "\(name) \(share): \(error)")
            }
        }
    }

    @Test("compressed sound cut in the middle ends with a note", arguments: ["a.mp3", "a.m4a"])
    func truncatedCompressed(_ name: String) throws {
        guard ScratchFolder.hasTools(for: "cut \(name)") else { return }
        let folder = try ScratchFolder()
        let path = try folder.write(DrawnSound.wav(DrawnSound.sine(300, seconds: 3, rate: 16_000), rate: 16_000), "whole.wav")
        try folder.draw(name, ["-i", path, "-movflags", "+faststart"].filter { name == "a.m4a" || !$0.contains("fast") && $0 != "-movflags" })
        let whole = try folder.bytes(name)
        let (all, reader) = try Self.samples(folder.write(Array(whole.prefix(whole.count / 2)), "cut"))
        #expect(all.count < 30_000)
        let isTold = reader.notes.contains { if case .truncated = $0 { true } else { false } }
        #expect(isTold, "\(reader.notes)")
    }

    @Test("samples that are no numbers become silence and are counted; those beyond reason are cut")
    func notNumbers() throws {
        let folder = try ScratchFolder()
        let path = try folder.write(DrawnSound.wav(floats: [0.5, .nan, -.infinity, 1e30, 2], rate: 8000), "odd.wav")
        let (all, reader) = try Self.samples(path)
        #expect(all == [0.5, 0, -1000, 1000, 2])
        #expect(reader.notes == [.notNumbers(1), .beyondReason(2)])
    }

    @Test("limits stop what is too long, too wide or too large")
    func limits() throws {
        let folder = try ScratchFolder()
        let path = try folder.write(DrawnSound.wav([Int16](repeating: 9, count: 16_000), rate: 8000, channels: 2), "a.wav")
        var limits = AudioLimits()
        limits.maximumSeconds = 0.5
        #expect(outcome(path, limits) == .tooLong(seconds: 1, limit: 0.5))
        limits = AudioLimits()
        limits.maximumChannels = 1
        #expect(outcome(path, limits) == .tooManyChannels(2, limit: 1))
        limits = AudioLimits()
        limits.maximumBytes = 100
        #expect(outcome(path, limits) == .file(.tooManyBytes(32_044, limit: 100)))
    }

    @Test("what is no regular file or not there is told as such")
    func noFile() throws {
        let folder = try ScratchFolder()
        #expect(outcome(folder.path("missing.wav")) == .file(.cannotOpen(errno: ENOENT)))
        #expect(outcome(folder.url.path) == .file(.notRegular))
        mkfifo(folder.path("pipe"), 0o600)
        #expect(outcome(folder.path("pipe")) == .file(.notRegular))
        #expect(outcome("a\0b") == .file(.cannotOpen(errno: ENOENT)))
    }

    @Test("without ffmpeg a compressed sound is refused by the name of the package, and a WAV is read")
    func noTools() throws {
        let folder = try ScratchFolder()
        let none = MediaTools(folders: [])
        #expect(outcome(try folder.write([0xFF, 0xFB, 0x90, 0x64, 0, 0, 0, 0], "a.mp3"), tools: none) == .tool(.missing("ffprobe", package: "ffmpeg")))
        #expect(outcome(try folder.write(DrawnSound.wav([1, 2, 3], rate: 8000), "a.wav"), tools: none) == nil)
        let words = AudioError.tool(.missing("ffprobe", package: "ffmpeg")).finding()
        #expect(words.hint?.contains("apt-get install ffmpeg") == true && words.code == "audio.tool.missing")
    }

    @Test("bytes of no sound are refused, and so is every single changed byte of a header or it is read")
    func rubbish() throws {
        guard ScratchFolder.hasTools(for: "rubbish as sound") else { return }
        let folder = try ScratchFolder()
        #expect(outcome(try folder.write(Array("BMW is a brand of cars".utf8), "a.mp3")) == .notAudio(head: Array("BMW is a".utf8)))
        let whole = DrawnSound.wav(DrawnSound.sine(300, seconds: 0.02, rate: 8000), rate: 8000)
        for place in 12..<44 {
            for value: UInt8 in [0, 255] {
                var changed = whole
                changed[place] = value
                _ = outcome(try folder.write(changed, "changed.wav"))
            }
        }
    }
}
