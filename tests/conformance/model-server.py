"""llama.cpp's own server, out of a wheel: model-server.py FILE.gguf [CONTEXT]. Prints its address once it listens."""
import os
import sys
import time

import xllamacpp

params = xllamacpp.CommonParams()
params.model.path = sys.argv[1]
params.n_ctx = int(sys.argv[2]) if len(sys.argv) > 2 else 8192
params.n_parallel = 1
params.cpuparams.n_threads = 1  # two collapse on a busy machine of two cores
params.cpuparams_batch.n_threads = 1
params.hostnames = ['127.0.0.1']
params.port = 0
params.n_gpu_layers = 0
params.ui = False
server = xllamacpp.Server(params)
print(server.listening_address.rstrip('/') + '/v1', flush=True)
parent = os.getppid()
while os.getppid() == parent:
    time.sleep(1)
os._exit(0)
