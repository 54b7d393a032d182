throw new Error('this worker breaks while it loads');
