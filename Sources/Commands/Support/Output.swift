import Foundation
import Records
import Synchronization
import Workflows

/// Data goes to stdout, everything else to stderr.
enum Output {
    static func data(_ text: String) { StandardOutput.write(text) }

    /// A figure in a table; a dash where there is none.
    static func figure(_ value: Double?, _ format: String = "%.4f") -> String { value.map { String(format: format, $0) } ?? "-" }

    static func say(_ text: String) {
        StandardOutput.flush()
        ProgressLine.clear()
        FileHandle.standardError.tryWrite(text + "\n")
    }

    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        data(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// `file:3:7: error: message [code]`, then the hint on a line of its own.
    static func say(_ finding: Finding) { say(FindingLine.text(finding)) }

    /// The first findings of each code, and how many more there are.
    static func say(_ findings: FileFindings) {
        findings.kept.forEach(say)
        for count in findings.counts where count.count > FileFindings.keptPerCode {
            say("and \(count.count - FileFindings.keptPerCode) more of [\(count.code)]")
        }
    }

    /// Errors of any kind: what happened, then what to do.
    static func say(_ error: any Error) {
        if let error = error as? WorkflowError {
            // A refusal that only repeats its first finding has nothing to say of its own.
            let repeats = error.findings.contains { error.message.contains($0.message) }
            if !repeats {
                say("error: \(error.message)")
                if let hint = error.hint { say("  hint: \(hint)") }
            }
            say(FileFindings(error.findings))
        } else if let finding = ErrorFinding.of(error) {
            say("error: \(finding.message)")
            if let hint = finding.hint { say("  hint: \(hint)") }
        } else if let words = systemWords(error) {
            say("error: \(words)")
            say("  hint: check the path and its permissions")
        } else {
            say("error: " + "\(error)".replacing("\nhint:", with: "\n  hint:"))
        }
    }

    /// What the system said of a file, without the library's own wrapping.
    private static func systemWords(_ error: any Error) -> String? {
        let error = error as NSError
        let underlying = (error.userInfo[NSUnderlyingErrorKey] as? any Error).map { $0 as NSError } ?? error
        guard underlying.domain == NSPOSIXErrorDomain else { return nil }
        let path = (error.userInfo[NSFilePathErrorKey] as? String).map { "`\($0)`: " } ?? ""
        return path + String(cString: strerror(Int32(underlying.code)))
    }
}

/// Text that people get to see, and others wrote: no control character reaches the terminal.
enum Terminal {
    /// One line of at most `limit` scalars.
    static func line(_ text: String, limit: Int) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(limit) {
            let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            shown.append(isControl ? " " : scalar)
        }
        return String(shown) + (text.unicodeScalars.dropFirst(limit).isEmpty ? "" : "…")
    }
}

/// Standard output, written in large pieces to a pipe or file and line by line to a terminal.
///
/// Who reads it may have seen enough (`| head`): that ends the process quietly and well. Any other failure, such as a
/// full disk, ends it with 3 and says so; nothing that was to be printed is lost unsaid.
enum StandardOutput {
    private static let waiting = Mutex<[UInt8]>([])
    private static let pieceBytes = 1 << 16
    private static let isTerminal = isatty(1) == 1

    static func write(_ line: String) {
        let isDue = waiting.withLock { waiting in
            waiting.append(contentsOf: line.utf8)
            waiting.append(0x0A)
            return isTerminal || waiting.count >= pieceBytes
        }
        if isTerminal { ProgressLine.clear() }
        if isDue { flush() }
    }

    static func flush() {
        waiting.withLock { waiting in
            guard !waiting.isEmpty else { return }
            waiting.withUnsafeBytes { FileHandle.standardOutput.writeAll($0) }
            waiting.removeAll(keepingCapacity: true)
        }
    }
}

extension FileHandle {
    fileprivate func writeAll(_ bytes: UnsafeRawBufferPointer) {
        var done = 0
        while done < bytes.count {
            let count = Foundation.write(fileDescriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
            if count >= 0 { done += count; continue }
            switch errno {
            case EINTR: continue
            case EAGAIN: usleep(1000)
            case EPIPE: Foundation.exit(0)
            default:
                let reason = String(cString: strerror(errno))
                FileHandle.standardError.tryWrite("error: standard output cannot be written: \(reason)\n")
                Foundation.exit(3)
            }
        }
    }

    /// For standard error: where nobody listens, nothing is said.
    func tryWrite(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            var done = 0
            while done < bytes.count {
                let count = Foundation.write(fileDescriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
                if count > 0 { done += count } else if errno != EINTR { return }
            }
        }
    }
}
