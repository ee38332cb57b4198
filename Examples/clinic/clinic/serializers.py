"""What the interface says of prescriptions and invoices."""


class Serializer:
    """Turns rows into dictionaries, one `serialize` for each kind of row."""

    def serialize(self, row):
        raise NotImplementedError

    def many(self, rows):
        return [self.serialize(row) for row in rows]


class PrescriptionSerializer(Serializer):
    def serialize(self, row):
        return {
            "id": row.id,
            "medicine": row.medicine,
            "dose": row.dose,
            "repeats_left": row.repeats_left,
            "doctor": self.doctor_of(row),
        }

    def doctor_of(self, row):
        return {"id": row.doctor.id, "name": row.doctor.name}


class InvoiceSerializer(Serializer):
    def serialize(self, row):
        return {
            "number": row.number,
            "total": row.total_cents / 100,
            "balance": row.balance_cents / 100,
            "due_on": row.due_on.isoformat(),
            "status": row.status,
        }
