import AuditQuery
