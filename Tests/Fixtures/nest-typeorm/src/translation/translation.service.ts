import { HttpService } from '@nestjs/axios';
import { Injectable } from '@nestjs/common';
import { firstValueFrom } from 'rxjs';

@Injectable()
export class TranslationService {
  constructor(private readonly http: HttpService) {}

  async translate(text: string, language: string): Promise<string> {
    const answer = await firstValueFrom(this.http.post('https://translate.example.test/v1', { text, language }));
    return answer.data.text;
  }

  async languages(): Promise<string[]> {
    const answer = await this.http.axiosRef.get('https://translate.example.test/v1/languages');
    return answer.data;
  }
}
