import './remove-jspi.ts';
import '../../workers/python/worker.ts';
