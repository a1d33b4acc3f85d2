import Foundation
import Kernels
import Media

/// A folder that is gone when the test is over, sounds written into it by hand, and ffmpeg to change them.
final class SoundFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("winnow-sounds-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    /// WAV of 16 bits; samples of 1.0 and more are at full scale.
    @discardableResult
    func wav(_ samples: [Double], rate: Int, channels: Int = 1, _ name: String = "\(UUID().uuidString).wav") throws -> String {
        let data = samples.flatMap { sample -> [UInt8] in
            let value = Int16(max(-32768, min(32767, (sample * 32768).rounded())))
            return [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
        }
        func number(_ value: Int, _ bytes: Int) -> [UInt8] { (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
        let format = number(16, 4) + number(1, 2) + number(channels, 2) + number(rate, 4) + number(rate * channels * 2, 4) + number(channels * 2, 2) + number(16, 2)
        let head = Array("WAVEfmt ".utf8) + format + Array("data".utf8) + number(data.count, 4)
        try Data(Array("RIFF".utf8) + number(head.count + data.count, 4) + head + data).write(to: url.appendingPathComponent(name))
        return path(name)
    }

    static func hasTools(for what: String) -> Bool {
        guard MediaTools().areInstalled else {
            print("SKIPPED (no ffmpeg): \(what)")
            return false
        }
        return true
    }

    /// `ffmpeg -y ARGUMENTS NAME`, and the path of the file.
    @discardableResult
    func draw(_ name: String, _ arguments: [String]) throws -> String {
        _ = try run(arguments + [path(name)])
        return path(name)
    }

    /// What ffmpeg says when asked to look at something.
    func run(_ arguments: [String], level: String = "error") throws -> String {
        let process = Process(), words = url.appendingPathComponent("words-\(UUID().uuidString)")
        FileManager.default.createFile(atPath: words.path, contents: nil)
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["ffmpeg", "-hide_banner", "-nostats", "-v", level, "-nostdin", "-y"] + arguments
        process.standardError = try FileHandle(forWritingTo: words)
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let said = String(decoding: try Data(contentsOf: words), as: UTF8.self)
        guard process.terminationStatus == 0 else { throw DrawingFailed(words: said) }
        return said
    }

    struct DrawingFailed: Error {
        var words: String
    }
}

/// Samples of drawn sounds.
enum DrawnSounds {
    static func sine(_ hertz: Double, _ seconds: Double, rate: Int = 16_000, amplitude: Double = 0.5) -> [Double] {
        (0..<Int(seconds * Double(rate))).map { amplitude * sin(2 * .pi * hertz * Double($0) / Double(rate)) }
    }

    static func noise(_ seconds: Double, rate: Int = 16_000, amplitude: Double = 0.1, seed: UInt64 = 1) -> [Double] {
        var random = SeededRandom(seed: seed)
        return (0..<Int(seconds * Double(rate))).map { _ in amplitude * (2 * random.uniform() - 1) }
    }

    static func silence(_ seconds: Double, rate: Int = 16_000) -> [Double] { [Double](repeating: 0, count: Int(seconds * Double(rate))) }
}
