import Foundation

/// Another process and what it cost.
enum Child {
    struct Failed: Error, CustomStringConvertible {
        var description: String
    }

    struct Outcome {
        var output: String
        var seconds: Double
        /// The most memory it had resident, by polling /proc.
        var peakMiB: Double
    }

    static func run(_ path: String, _ arguments: String...) throws -> Outcome {
        let start = ContinuousClock.now
        let (process, pipe) = try launch(path, arguments)
        var peak = 0.0
        while process.isRunning {
            peak = max(peak, memoryMiB(of: process.processIdentifier, "VmHWM") ?? 0)
            Thread.sleep(forTimeInterval: 0.01)
        }
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        guard process.terminationStatus == 0 else { throw Failed(description: "\(path) \(arguments) ended with \(process.terminationStatus)") }
        return Outcome(output: output, seconds: (ContinuousClock.now - start) / .seconds(1), peakMiB: peak)
    }

    struct Running {
        var process: Process
        var pipe: Pipe

        func firstLine() -> String {
            var line: [UInt8] = []
            while let byte = try? pipe.fileHandleForReading.read(upToCount: 1)?.first, byte != 10 { line.append(byte) }
            return String(decoding: line, as: UTF8.self)
        }
    }

    static func start(_ path: String, _ arguments: String...) throws -> Running {
        let (process, pipe) = try launch(path, arguments)
        return Running(process: process, pipe: pipe)
    }

    private static func launch(_ path: String, _ arguments: [String]) throws -> (Process, Pipe) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        return (process, pipe)
    }
}
