import Glibc

/// A child process from its start to its end: two pipes read side by side, a clock, and the kill.
struct RunningChild {
    private let process: pid_t
    private let name: String
    /// Our ends of its standard output and error.
    private let output: Int32
    private let error: Int32
    private static let keptComplaint = 4096
    private static let tickMilliseconds: Int32 = 50

    /// - Parameter words: the path of the program and its arguments.
    init(_ words: [String], name: String, input: Int32?) throws(ChildError) {
        self.name = name
        let outPipe = try Self.pipe(name), errorPipe: (Int32, Int32)
        do { errorPipe = try Self.pipe(name) } catch {
            close(outPipe.0)
            close(outPipe.1)
            throw error
        }
        defer {
            close(outPipe.1)
            close(errorPipe.1)
        }
        do { process = try Self.spawn(words, name, input: input, output: outPipe.1, error: errorPipe.1) } catch {
            close(outPipe.0)
            close(errorPipe.0)
            throw error
        }
        (output, error) = (outPipe.0, errorPipe.0)
    }

    /// Reads until both pipes are closed, waits for the end, closes our ends. Kills the group when a limit breaks.
    func finish(_ limits: ChildCommand.Limits, _ isCancelled: () -> Bool) throws(ChildError) -> ChildCommand.Outcome {
        defer {
            close(output)
            close(error)
        }
        var printed: [UInt8] = [], complaint: [UInt8] = []
        let deadline = Self.now() + limits.wallSeconds
        do throws(ChildError) {
            var open = [output, error]
            while !open.isEmpty {
                try check(deadline, limits, isCancelled)
                for descriptor in Self.ready(open) {
                    guard let bytes = Self.read(descriptor) else {
                        open.removeAll { $0 == descriptor }
                        continue
                    }
                    if descriptor == output { printed += bytes } else { complaint = Array((complaint + bytes).suffix(Self.keptComplaint)) }
                    guard printed.count <= limits.outputBytes else { throw .tooMuchOutput(name, limit: limits.outputBytes) }
                }
            }
            let exit = try wait(deadline, limits, isCancelled)
            if exit == .signal(SIGXCPU) { throw .tookTooLong(name, seconds: Double(limits.cpuSeconds)) }
            return ChildCommand.Outcome(output: printed, exit: exit, complaint: String(decoding: complaint, as: UTF8.self))
        } catch {
            end()
            throw error
        }
    }

    private func check(_ deadline: Double, _ limits: ChildCommand.Limits, _ isCancelled: () -> Bool) throws(ChildError) {
        if isCancelled() { throw .cancelled(name) }
        if Self.now() > deadline { throw .tookTooLong(name, seconds: limits.wallSeconds) }
    }

    private func wait(_ deadline: Double, _ limits: ChildCommand.Limits, _ isCancelled: () -> Bool) throws(ChildError) -> ChildCommand.Outcome.Exit {
        var pause: UInt32 = 200
        while true {
            var status: Int32 = 0
            if waitpid(process, &status, WNOHANG) == process { return Self.exit(status) }
            try check(deadline, limits, isCancelled)
            usleep(pause)
            pause = min(pause * 2, 50_000)
        }
    }

    /// Only while the child has not been waited for: its number is still its own.
    private func end() {
        var status: Int32 = 0
        guard waitpid(process, &status, WNOHANG) == 0 else { return }
        kill(-process, SIGKILL)
        kill(process, SIGKILL)
        while waitpid(process, &status, 0) == -1, errno == EINTR {}
    }

    // MARK: System calls

    private static func exit(_ status: Int32) -> ChildCommand.Outcome.Exit {
        status & 0x7F == 0 ? .code((status >> 8) & 0xFF) : .signal(status & 0x7F)
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// Both ends closed on exec: the child's are handed over by `spawn` only.
    private static func pipe(_ name: String) throws(ChildError) -> (Int32, Int32) {
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else { throw .cannotStart(name, code: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    private static func ready(_ descriptors: [Int32]) -> [Int32] {
        var polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        guard poll(&polled, nfds_t(polled.count), tickMilliseconds) > 0 else { return [] }
        return polled.filter { $0.revents != 0 }.map(\.fd)
    }

    /// nil at the end.
    private static func read(_ descriptor: Int32) -> [UInt8]? {
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { room, used in
            repeat { count = Glibc.read(descriptor, room.baseAddress, room.count) } while count == -1 && errno == EINTR
            used = max(0, count)
        }
        return count > 0 ? bytes : nil
    }

    private static func spawn(_ words: [String], _ name: String, input: Int32?, output: Int32, error: Int32) throws(ChildError) -> pid_t {
        var actions = posix_spawn_file_actions_t(), attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        // Out of the way first: a descriptor of ours may be number 0 to 3 itself.
        let copies = [output, error, input ?? -1].map { $0 < 0 ? -1 : fcntl($0, F_DUPFD_CLOEXEC, 16) }
        defer { for copy in copies where copy >= 0 { close(copy) } }
        guard copies[0] >= 0, copies[1] >= 0, input == nil || copies[2] >= 0 else { throw .cannotStart(name, code: errno) }
        for (number, copy) in zip([1, 2, 3] as [Int32], copies) where copy >= 0 { posix_spawn_file_actions_adddup2(&actions, copy, number) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        closeFrom(input == nil ? 3 : 4, &actions)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        sigemptyset(&all)
        posix_spawnattr_setsigmask(&attributes, &all)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var environment: [UnsafeMutablePointer<CChar>?] = [nil]
        var process: pid_t = 0
        let code = posix_spawn(&process, words[0], &actions, &attributes, &arguments, &environment)
        guard code == 0 else { throw .cannotStart(name, code: code) }
        return process
    }

    /// Everything of ours that was opened without close-on-exec. Since glibc 2.34, and not in the headers Swift sees.
    private static func closeFrom(_ first: Int32, _ actions: inout posix_spawn_file_actions_t) {
        typealias CloseFrom = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32
        guard let found = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np") else { return }
        _ = unsafeBitCast(found, to: CloseFrom.self)(&actions, first)
    }
}
