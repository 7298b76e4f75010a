import Glibc

/// Names a process so that another one can tell whether it still runs.
///
/// A process id alone is used again by the system; with the boot and the start time it is unique.
package enum ProcessOwner {
    /// The name of this process, in the form `boot:pid:start`.
    package static var current: String {
        let pid = getpid()
        return "\(bootID):\(pid):\(startTime(of: pid) ?? "0")"
    }

    /// Whether the named process still runs; true if unknown, so that its lease decides.
    package static func isAlive(_ owner: String) -> Bool {
        let parts = owner.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let pid = pid_t(parts[1]), !bootID.isEmpty, parts[0] == bootID
        else { return true }
        return startTime(of: pid) == String(parts[2])
    }

    private static var bootID: String {
        (contents("/proc/sys/kernel/random/boot_id") ?? "").trimmed
    }

    /// Field 22 of `/proc/PID/stat`; the name in field 2 may hold spaces and brackets.
    private static func startTime(of pid: pid_t) -> String? {
        guard let text = contents("/proc/\(pid)/stat"), let end = text.lastIndex(of: ")") else {
            return nil
        }
        let fields = text[text.index(after: end)...].split(separator: " ")
        return fields.count > 19 ? String(fields[19]) : nil
    }

    private static func contents(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = read(descriptor, &bytes, bytes.count)
        return count > 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : nil
    }
}
