public import ArgumentParser
public import AuditEvents
public import AuditIngest
public import NexusAudit

// How the libraries' values are read from a command line.

extension TenantID: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension Timestamp: ExpressibleByArgument {
    /// RFC 3339, or a date alone for its first moment in UTC.
    public init?(argument: String) {
        guard let time = Timestamp(argument) ?? Timestamp(argument + "T00:00:00Z") else { return nil }
        self = time
    }
}

extension SearchCursor: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension TailCursor: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension Outcome: ExpressibleByArgument {}
extension LogExport.Purpose: ExpressibleByArgument {}
extension LogExport.Format: ExpressibleByArgument {}
extension IngestFormat: ExpressibleByArgument {}
