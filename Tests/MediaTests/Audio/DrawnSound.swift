import Foundation

/// A WAV written by hand, so that what is read can be compared with what was meant.
enum DrawnSound {
    /// 16 bits, interleaved, 44 bytes of header.
    static func wav(_ samples: [Int16], rate: Int, channels: Int = 1) -> [UInt8] {
        let data = samples.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
        return wav(data: data, format: 1, bits: 16, rate: rate, channels: channels)
    }

    static func wav(floats: [Float], rate: Int, channels: Int = 1) -> [UInt8] {
        wav(data: floats.flatMap { number(Int($0.bitPattern), 4) }, format: 3, bits: 32, rate: rate, channels: channels)
    }

    static func wav(data: [UInt8], format: Int, bits: Int, rate: Int, channels: Int) -> [UInt8] {
        let block = channels * bits / 8
        let chunk = Array("fmt ".utf8) + number(16, 4) + number(format, 2) + number(channels, 2) + number(rate, 4) + number(rate * block, 4) + number(block, 2)
            + number(bits, 2)
        let body = Array("WAVE".utf8) + chunk + Array("data".utf8) + number(data.count, 4) + data
        return Array("RIFF".utf8) + number(body.count, 4) + body
    }

    /// A sine of this amplitude (of full scale).
    static func sine(_ frequency: Double, seconds: Double, rate: Int, amplitude: Double = 0.5) -> [Int16] {
        (0..<Int(seconds * Double(rate))).map { place in
            Int16((amplitude * 32767 * sin(2 * .pi * frequency * Double(place) / Double(rate))).rounded())
        }
    }

    private static func number(_ value: Int, _ bytes: Int) -> [UInt8] { (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
}
