import { HttpService } from '@nestjs/axios';
import { Injectable } from '@nestjs/common';
import { firstValueFrom } from 'rxjs';

@Injectable()
export class DirectoryService {
  constructor(private readonly http: HttpService) {}

  async find(name: string) {
    const answer = await firstValueFrom(this.http.get('https://directory.example.test/people', { params: { name } }));
    return answer.data;
  }
}
