/* A FastCGI worker that does nothing: it answers the bytes of a file, from memory. */
#include <fcgiapp.h>

#include <stdio.h>
#include <stdlib.h>

enum { ROOM = 1 << 20 };

int main(int argc, char **argv)
{
	static char body[ROOM];
	FCGX_Request request;
	FILE *file = argc > 1 ? fopen(argv[1], "re") : NULL;

	if (!file || FCGX_Init() || FCGX_InitRequest(&request, 0, 0)) {
		(void)fputs("usage: spawn-fcgi ... -- memory FILE\n", stderr);
		return 2;
	}
	int length = (int)fread(body, 1, ROOM, file);

	(void)fclose(file);
	while (FCGX_Accept_r(&request) == 0) {
		(void)FCGX_FPrintF(request.out,
				   "Status: 200\r\nContent-Type: application/json\r\n"
				   "Content-Length: %d\r\nCache-Control: no-store\r\n\r\n",
				   length);
		(void)FCGX_PutStr(body, length, request.out);
		FCGX_Finish_r(&request);
	}
	return 0;
}
