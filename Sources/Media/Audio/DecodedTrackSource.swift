import Records

/// Samples by `ffmpeg` in a process of its own: compressed sound, and the first sound track of a video.
final class DecodedTrackSource: AudioSource {
    let facts: AudioFacts
    private let child: ChildProcess
    private let input: MediaInput
    /// Bytes of a frame that has not come whole yet.
    private var rest: [UInt8] = []

    init(_ input: MediaInput, _ limits: AudioLimits, _ tools: MediaTools) throws(AudioError) {
        let probed: ProbedFile
        do throws(ToolError) {
            probed = try ProbedFile(input, tools: tools, limits: limits.process)
        } catch {
            throw Self.refusal(error, input)
        }
        guard let track = probed.tracks("audio").first, let place = ProbedFile.whole(track["index"]) else { throw .noTrack(container: probed.container) }
        facts = Self.facts(track, probed)
        try limits.check(facts)
        self.input = input
        do throws(ToolError) {
            child = try ChildProcess("ffmpeg", Self.arguments(track: place, facts), input: input.descriptor, tools: tools, limits: limits.process)
        } catch {
            throw .tool(error)
        }
    }

    func read(into samples: inout [Float]) throws(AudioError) -> Int {
        let frameBytes = facts.channels * 4
        do throws(ToolError) {
            while rest.count < frameBytes {
                let bytes = try child.output()
                guard !bytes.isEmpty else { return 0 }
                rest += bytes
            }
        } catch {
            throw .tool(error)
        }
        let frames = min(rest.count / frameBytes, AudioReader.blockFrames)
        let used = frames * frameBytes
        samples = [Float](unsafeUninitializedCapacity: frames * facts.channels) { buffer, filled in
            rest.withUnsafeBytes { UnsafeMutableRawBufferPointer(buffer).copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<used])) }
            filled = frames * facts.channels
        }
        rest.removeFirst(used)
        return frames
    }

    func closingNotes(framesRead: Int) throws(AudioError) -> [AudioNote] {
        do throws(ToolError) { try child.finishWell() } catch {
            guard framesRead > 0, case .failed = error else { throw Self.refusal(error, input) }
        }
        guard framesRead > 0 else { throw child.errorLines > 0 ? .damaged(child.lastLine) : .noTrack(container: facts.container) }
        let at = Double(framesRead) / Double(facts.sampleRate)
        var notes: [AudioNote] = []
        if let declared = facts.declaredSeconds, at < declared - Self.slack(declared) {
            notes.append(.truncated(atSeconds: at, ofSeconds: declared))
        } else if let missing = ContainerEnd.missingBytes(input) {
            notes.append(.fileCut(missingBytes: missing))
        }
        if child.errorLines > 0 { notes.append(.damaged(complaints: child.errorLines, words: child.lastLine)) }
        return notes
    }

    /// Encoders pad the beginning and end, and lengths of MP3 without a table are guesses.
    private static func slack(_ declared: Double) -> Double { max(0.15, declared * 0.02) }

    private static func arguments(track: Int, _ facts: AudioFacts) -> [String] {
        ["-v", "error", "-nostats", "-nostdin", "-threads", "1"] + ProbedFile.inputArguments + [
            "-map", "0:\(track)", "-vn", "-sn", "-dn", "-map_metadata", "-1", "-ar", "\(facts.sampleRate)", "-ac", "\(facts.channels)",
            "-c:a", "pcm_f32le", "-f", "f32le", "pipe:1",
        ]
    }

    private static func facts(_ track: JSONValue, _ probed: ProbedFile) -> AudioFacts {
        let encoding = track["codec_name"]?.string ?? "unknown"
        let isWhole = encoding.hasPrefix("pcm_s") || ["flac", "alac", "wavpack", "ape", "tta"].contains(encoding)
        let bits = [track["bits_per_raw_sample"], track["bits_per_sample"]].compactMap(ProbedFile.whole).first { $0 > 0 }
        return AudioFacts(
            container: probed.container, encoding: encoding, bitDepth: isWhole ? bits : nil, sampleRate: ProbedFile.whole(track["sample_rate"]) ?? 0, channels: ProbedFile.whole(track["channels"]) ?? 0,
            declaredSeconds: ProbedFile.number(track["duration"]) ?? probed.seconds)
    }

    /// What `ffprobe` or `ffmpeg` did not get through is the file's fault unless the machine stopped it.
    private static func refusal(_ error: ToolError, _ input: MediaInput) -> AudioError {
        guard case .failed(_, _, let words) = error else { return .tool(error) }
        return ProbedFile.isUnknown(words) ? .notAudio(head: input.bytes(at: 0, 8)) : .damaged(ToolError.lastLine(words))
    }
}
