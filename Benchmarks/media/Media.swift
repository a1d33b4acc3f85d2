import Foundation
import Kernels
import Media
import Preparing

/// Sounds and videos through all their checks, in processor seconds of this process and of the decoders it starts.
///
///     media sound FILE...    JSON: seconds of sound checked in a processor second
///     media video FILE...    JSON: frames checked in a processor second
@main
struct MediaBenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        switch arguments.first {
        case "sound": try sound(Array(arguments.dropFirst()))
        case "video": try video(Array(arguments.dropFirst()))
        default:
            FileHandle.standardError.write(Data("usage: media sound FILE... | media video FILE...\n".utf8))
            exit(2)
        }
    }

    private static func sound(_ paths: [String]) throws {
        let start = ProcessorTime()
        var seconds = 0.0
        for path in paths { seconds += try AudioChecks.measure(path: path).seconds }
        let spent = start.spent()
        try show(["soundSeconds": seconds, "ownSeconds": spent.own, "decoderSeconds": spent.children, "soundSecondsPerProcessorSecond": seconds / spent.all])
    }

    private static func video(_ paths: [String]) throws {
        let start = ProcessorTime()
        var frames = 0
        for path in paths { frames += try VideoChecks.measure(path: path).timing.frames }
        let spent = start.spent()
        try show([
            "frames": Double(frames), "ownSeconds": spent.own, "decoderSeconds": spent.children, "framesPerProcessorSecond": Double(frames) / spent.all,
            "framesPerOwnSecond": Double(frames) / spent.own,
        ])
    }

    private static func show(_ figures: [String: Double]) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        FileHandle.standardOutput.write(try encoder.encode(figures) + Data("\n".utf8))
    }
}

/// Processor seconds of this process and of the ended ones it started.
struct ProcessorTime {
    private let own = Self.seconds(__rusage_who_t(RUSAGE_SELF.rawValue))
    private let children = Self.seconds(__rusage_who_t(RUSAGE_CHILDREN.rawValue))

    func spent() -> (own: Double, children: Double, all: Double) {
        let own = max(1e-9, Self.seconds(__rusage_who_t(RUSAGE_SELF.rawValue)) - own), children = Self.seconds(__rusage_who_t(RUSAGE_CHILDREN.rawValue)) - children
        return (own, children, own + children)
    }

    private static func seconds(_ who: __rusage_who_t) -> Double {
        var usage = rusage()
        getrusage(who, &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }
}
