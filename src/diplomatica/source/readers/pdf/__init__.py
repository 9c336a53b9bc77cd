from diplomatica.source.readers.model import Reading, Request
def is_pdf(data: bytes) -> bool: return False
def read_pdf(request: Request) -> Reading: raise NotImplementedError
