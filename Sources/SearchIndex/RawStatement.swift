import GRDB
import GRDBSQLite

/// Insertions bound and stepped by SQLite's own calls: a value for each argument, as GRDB takes them, costs as much as the
/// insertion.
enum RawStatement {
    static func insert(_ statement: Statement, _ first: Int64, _ second: Int64, _ third: Int64, _ fourth: Int64) throws
    {
        let handle = statement.sqliteStatement
        sqlite3_bind_int64(handle, 1, first)
        sqlite3_bind_int64(handle, 2, second)
        sqlite3_bind_int64(handle, 3, third)
        sqlite3_bind_int64(handle, 4, fourth)
        try step(handle)
    }

    /// - Parameter bytes: Must outlive the call, and no longer.
    static func insert(_ statement: Statement, _ id: Int64, _ bytes: UnsafeRawBufferPointer) throws {
        let handle = statement.sqliteStatement
        sqlite3_bind_int64(handle, 1, id)
        // Not copied: it is read before the call returns.
        sqlite3_bind_blob(handle, 2, bytes.baseAddress, CInt(bytes.count), nil)
        defer { sqlite3_bind_null(handle, 2) }
        try step(handle)
    }

    private static func step(_ handle: OpaquePointer) throws {
        sqlite3_step(handle)
        let code = sqlite3_reset(handle)
        guard code == SQLITE_OK else {
            let message = sqlite3_db_handle(handle).flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) }
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
        }
    }
}
