export class CrmClient {
  constructor(private readonly baseUrl: string) {}

  private async call(path: string, init?: RequestInit): Promise<unknown> {
    // expect: missing-timeout
    const response = await fetch(`${this.baseUrl}${path}`, init);
    if (!response.ok) throw new Error(`the CRM answered ${response.status}`);
    return response.json();
  }

  note(contact: string, text: string) {
    return this.call(`/contacts/${contact}/notes`, { method: 'POST', body: JSON.stringify({ text }) });
  }

  contact(contact: string) {
    return this.call(`/contacts/${contact}`);
  }
}
