import { All, Controller } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ProblemException } from './problem.js';

/** Keeps addresses under /api that do not exist from being passed on to the dashboard. */
@ApiExcludeController()
@Controller('api')
export class NotFoundController {
  @All(['', '*'])
  refuse(): never {
    throw new ProblemException(
      404,
      'not-found',
      'There is nothing at this address. /api/docs lists what there is.',
    );
  }
}
