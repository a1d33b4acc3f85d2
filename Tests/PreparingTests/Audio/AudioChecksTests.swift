import Foundation
import Kernels
import Media
import Records
import Testing
@testable import Preparing

@Suite("Checks of sounds")
struct AudioChecksTests {
    private func measured(_ samples: [Double], rate: Int = 16_000, channels: Int = 1) throws -> AudioMeasurements {
        let folder = try SoundFolder()
        let path = try folder.wav(samples, rate: rate, channels: channels)
        return try withExtendedLifetime(folder) { try AudioChecks.measure(path: path) }
    }

    private func codes(_ sound: AudioMeasurements, among others: [AudioMeasurements] = []) throws -> [String] {
        let set = try #require(AudioSet([sound] + others))
        return AudioChecks.findings(sound, key: "a", set: set).map(\.finding.code)
    }

    @Test("a sound with nothing wrong has no findings, and its levels are those that were drawn")
    func good() throws {
        let sound = try measured(DrawnSounds.noise(2, amplitude: 0.3))
        #expect(try codes(sound) == [])
        #expect(abs(try #require(sound.power) - 10 * log10(0.03)) < 0.1)
        #expect(abs(try #require(sound.peak) - 20 * log10(0.3)) < 0.05)
        #expect(sound.seconds == 2 && sound.clipped == nil && sound.longestSilence == nil)
        #expect(try #require(sound.bandwidth) > 7900)
    }

    @Test("each fault that is planted is found, and no other", arguments: [
        ("clipped", "audio.clipped"), ("silent", "audio.silent"), ("leading", "audio.leading-silence"), ("trailing", "audio.trailing-silence"),
        ("quiet", "audio.quiet"), ("offset", "audio.offset"), ("band", "audio.empty-band"), ("empty", "audio.empty"),
    ])
    func planted(fault: String, code: String) throws {
        let noise = DrawnSounds.noise(2, amplitude: 0.3)
        let samples: [Double] = switch fault {
        case "clipped": noise.enumerated().map { (8000..<8800).contains($0.offset) ? ($0.element < 0 ? -1 : 1) * ($0.offset % 8 < 4 ? 1 : 0.5) : $0.element }
        case "silent": DrawnSounds.silence(0.9) + DrawnSounds.noise(0.3) + DrawnSounds.silence(0.9)
        case "leading": DrawnSounds.silence(1.5) + noise
        case "trailing": noise + DrawnSounds.silence(1.5)
        case "quiet": noise.map { $0 / 100 }
        case "offset": noise.map { $0 + 0.05 }
        case "band": DrawnSounds.sine(300, 2).enumerated().map { $0.element + 0.3 * sin(Double($0.offset) * 0.9) }
        default: []
        }
        #expect(try codes(measured(samples)) == [code])
    }

    @Test("a fault has its place in seconds")
    func places() throws {
        let noise = DrawnSounds.noise(1, amplitude: 0.3)
        let clipped = noise + [Double](repeating: 1, count: 160) + noise
        let sound = try measured(clipped)
        #expect(sound.clipped == TimeSpan(start: 1, end: 1.01))
        #expect(abs(sound.clippedShare - 160.0 / 32_160) < 1e-9)
        let silent = try measured(DrawnSounds.silence(1.5) + noise + DrawnSounds.silence(2))
        #expect(silent.leadingSilence == 1.5 && silent.trailingSilence == 2 && silent.longestSilence == TimeSpan(start: 2.5, end: 4.5))
        let found = AudioChecks.findings(silent, key: "a", set: try #require(AudioSet([silent])))
        let spans: [[TimeSpan]] = found.map(\.spans)
        #expect(spans == [[TimeSpan(start: 0, end: 1.5)], [TimeSpan(start: 2.5, end: 4.5)]])
        #expect(found[0].finding.place == Place(record: "a") && found[0].finding.message.contains("1.50 s"))
    }

    @Test("channels that are the same, and one that is dead, are told from ones that are neither")
    func channels() throws {
        let left = DrawnSounds.noise(1, amplitude: 0.3), right = DrawnSounds.noise(1, amplitude: 0.3, seed: 2)
        #expect(try codes(measured(left.flatMap { [$0, $0] }, channels: 2)) == ["audio.equal-channels"])
        #expect(try codes(measured(left.flatMap { [$0, 0] }, channels: 2)) == ["audio.dead-channel"])
        #expect(try codes(measured(zip(left, right).flatMap { [$0, $1] }, channels: 2)) == [])
        #expect(try measured(left.flatMap { [0.001, $0, 0] }, channels: 3).deadChannels == [0, 2])
        #expect(try codes(measured([Double](repeating: 0, count: 32_000), channels: 2)) == ["audio.silent", "audio.equal-channels"])
    }

    @Test("rate, channels and loudness are compared with the rest of the set, ties going to the lower")
    func set() throws {
        let usual = try (0..<3).map { try measured(DrawnSounds.noise(1, amplitude: 0.3, seed: UInt64($0))) }
        let fast = try measured(DrawnSounds.noise(1, rate: 22_050, amplitude: 0.3), rate: 22_050)
        let wide = try measured(DrawnSounds.noise(1, amplitude: 0.3).flatMap { [$0, $0 * 0.9] }, channels: 2)
        let soft = try measured(DrawnSounds.noise(1, amplitude: 0.03))
        #expect(try codes(fast, among: usual) == ["audio.odd-rate"])
        #expect(try codes(wide, among: usual) == ["audio.odd-channels"])
        #expect(try codes(soft, among: usual) == ["audio.odd-loudness"])
        #expect(try #require(AudioSet([fast, usual[0]])).sampleRate == 16_000)
        #expect(AudioSet([]) == nil)
    }

    @Test("a report counts each sound once for each code, tells what could not be read, and does not depend on order")
    func report() throws {
        let folder = try SoundFolder()
        let noise = DrawnSounds.noise(1, amplitude: 0.3)
        let paths = try [folder.wav(noise, rate: 16_000), folder.wav(DrawnSounds.silence(1), rate: 16_000), folder.path("missing.wav")]
        let whole = try Data(contentsOf: URL(fileURLWithPath: paths[0]))
        try whole.prefix(20_000).write(to: folder.url.appendingPathComponent("cut.wav"))
        let sounds = (paths + [folder.path("cut.wav")]).enumerated().map { place, path -> CheckedSound in
            let id = ItemID(raw: Int64(place))
            do throws(AudioError) {
                return CheckedSound(id: id, key: "\(place)", reading: .measured(try AudioChecks.measure(path: path)))
            } catch {
                return CheckedSound(id: id, key: "\(place)", reading: .unreadable(error))
            }
        }
        let report = AudioChecks.report(sounds)
        #expect(report == AudioChecks.report(sounds.reversed()))
        #expect(report.seen == 4 && report.unreadable == 1)
        #expect(report.counts.map(\.code) == ["audio.cannot-open", "audio.silent", "audio.truncated"])
        let cut = try #require(report.findings.first { $0.finding.code == "audio.truncated" })
        #expect(cut.spans == [TimeSpan(start: 9978.0 / 16_000, end: 1)])
    }

    @Test("settings are read, and what is unknown or out of range is refused")
    func settings() throws {
        #expect(try AudioCheckSettings(["quiet": 30, "silent": 0.5]).quiet == 30)
        #expect(throws: Finding.self) { try AudioCheckSettings(["loud": 1]) }
        #expect(throws: Finding.self) { try AudioCheckSettings(["silent": 2]) }
    }

    @Test("names of the catalogue are distinct and every check has words", arguments: AudioCheckCatalog.all.map(\.name))
    func catalogue(name: String) throws {
        #expect(AudioCheckCatalog.all.filter { $0.name == name }.count == 1)
        let check = try #require(AudioCheckCatalog.all.first { $0.name == name })
        let sound = try measured(DrawnSounds.noise(0.2))
        #expect(!check.words(sound, try #require(AudioSet([sound]))).isEmpty && !check.summary.hasSuffix("."))
    }
}
