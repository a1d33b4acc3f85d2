import Media
import Testing

@Suite("Sound rewriter")
struct SoundRewriterTests {
    private static let tone = DrawnSound.sine(440, seconds: 2, rate: 8000)

    @Test("samples outside the stretches stay bit for bit, those inside are covered, in every depth", arguments: [8, 16, 24, 32], [SoundCover.silence, .bleep])
    func whole(bits: Int, cover: SoundCover) throws {
        let folder = try ScratchFolder()
        let data = Self.tone.flatMap { sample -> [UInt8] in
            let value = Int(sample) << 16 | 0x1234
            if bits == 8 { return [UInt8(truncatingIfNeeded: (value >> 24) + 128)] }
            return (0..<bits / 8).map { UInt8(truncatingIfNeeded: value >> (32 - bits + 8 * $0)) }
        }
        let source = try folder.write(DrawnSound.wav(data: data, format: 1, bits: bits, rate: 8000, channels: 2), "in.wav")
        let written = try SoundRewriter.rewrite(source, to: folder.path("out.wav"), covering: [0.25..<0.5, 0.4..<0.5, 0.9..<7], with: cover)
        #expect((written.container, written.frames, written.coveredFrames, written.clipped, written.isRounded) == ("wav", 8000, 2000 + 800, 1, false))
        let after = try folder.bytes("out.wav")
        let out = Array(after.suffix(data.count)), frame = bits / 4
        #expect(out[..<(2000 * frame)] == data[..<(2000 * frame)])
        #expect(out[(4000 * frame)..<(7200 * frame)] == data[(4000 * frame)..<(7200 * frame)])
        let inside = out[(2000 * frame)..<(4000 * frame)]
        if cover == .silence { #expect(inside.allSatisfy { $0 == (bits == 8 ? 128 : 0) }) } else { #expect(inside != data[(2000 * frame)..<(4000 * frame)]) }
    }

    @Test("floats become 24 bits and say so")
    func floats() throws {
        let folder = try ScratchFolder()
        let source = try folder.write(DrawnSound.wav(floats: [0.5, -0.25, 2, .nan], rate: 8000), "in.wav")
        let written = try SoundRewriter.rewrite(source, to: folder.path("out.wav"), covering: [], with: .silence)
        #expect(written.isRounded)
        #expect(Array(try folder.bytes("out.wav").suffix(12)) == [0, 0, 0x40, 0, 0, 0xE0, 0xFF, 0xFF, 0x7F, 0, 0, 0])
    }

    @Test("rubbish is refused, and a file that is there is not written over")
    func refused() throws {
        let folder = try ScratchFolder()
        let rubbish = try folder.write(Array("RIFF....WAVE nothing".utf8), "in.wav")
        #expect(throws: SoundWriteError.self) { try SoundRewriter.rewrite(rubbish, to: folder.path("out.wav"), covering: [], with: .silence) }
        let good = try folder.write(DrawnSound.wav(Self.tone, rate: 8000), "good.wav")
        #expect(throws: SoundWriteError.cannotWrite(errno: 17)) { try SoundRewriter.rewrite(good, to: good, covering: [], with: .silence) }
    }
}
